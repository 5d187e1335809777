import { API_ERROR, apiRequest, isRefusal } from './api-request.ts';
import type { NatsLink } from './nats-link.ts';
import { readBatch, type StoredMessage } from './read-batch.ts';
import { readStoredMessage, type StoredMessageAnswer } from './stored-message.ts';

/** If a consumer has more filters than this, they are not looked up one by one. */
const MAX_FILTERS = 16;

/**
 * The first message of a stream from `sequence` on that matches any of `filters`, or any message if there are none.
 * Undefined if there is no such message. Sends one request per filter. Throws LogUnavailable, ApiRefusal.
 */
export async function firstMatching(
  link: NatsLink,
  stream: { name: string; allowsDirect: boolean },
  sequence: number,
  filters: readonly string[],
): Promise<StoredMessage | undefined> {
  const subjects = filters.length === 0 || filters.length > MAX_FILTERS ? ['>'] : filters;
  const found = await Promise.all(
    subjects.map((subject) =>
      stream.allowsDirect
        ? readDirect(link, stream.name, sequence, subject)
        : readFromLeader(link, stream.name, sequence, subject),
    ),
  );
  return found
    .filter((message) => message !== undefined)
    .reduce<StoredMessage | undefined>(
      (first, message) => (first && first.sequence <= message.sequence ? first : message),
      undefined,
    );
}

async function readDirect(link: NatsLink, stream: string, seq: number, subject: string) {
  const [message] = await readBatch(link, stream, { seq, batch: 1, next_by_subj: subject });
  return message;
}

async function readFromLeader(link: NatsLink, stream: string, seq: number, subject: string) {
  try {
    const request = { seq, next_by_subj: subject };
    return readStoredMessage(
      await apiRequest<StoredMessageAnswer>(link, `STREAM.MSG.GET.${stream}`, request),
    );
  } catch (error) {
    if (isRefusal(error, API_ERROR.messageNotFound) || isRefusal(error, API_ERROR.streamNotFound))
      return undefined;
    throw error;
  }
}
