import { API_ERROR, apiRequest, isRefusal } from './api-request.ts';
import { LogUnavailable } from './log-unavailable.ts';
import type { NatsLink } from './nats-link.ts';
import type { StoredMessage } from './read-batch.ts';

/** The answer of `STREAM.MSG.GET`. */
export interface StoredMessageAnswer {
  message: { subject: string; seq: number; time: string; hdrs?: string; data?: string };
}

/** The newest message of a subject, from the stream's leader; undefined if there is none. Throws LogUnavailable. */
export const lastMessage = (
  link: NatsLink,
  stream: string,
  subject: string,
): Promise<StoredMessage | undefined> => storedMessage(link, stream, { last_by_subj: subject });

/** A stream's message by its sequence, from the leader; undefined if it no longer exists. Throws LogUnavailable. */
export const messageAt = (
  link: NatsLink,
  stream: string,
  sequence: number,
): Promise<StoredMessage | undefined> => storedMessage(link, stream, { seq: sequence });

async function storedMessage(
  link: NatsLink,
  stream: string,
  which: { last_by_subj: string } | { seq: number },
): Promise<StoredMessage | undefined> {
  try {
    return readStoredMessage(await apiRequest<StoredMessageAnswer>(link, `STREAM.MSG.GET.${stream}`, which));
  } catch (error) {
    if (isRefusal(error, API_ERROR.messageNotFound)) return undefined;
    if (isRefusal(error, API_ERROR.streamNotFound)) {
      throw new LogUnavailable(`The stream ${stream} is missing.`, { cause: error });
    }
    throw error;
  }
}

export function readStoredMessage({ message }: StoredMessageAnswer): StoredMessage {
  const headers = new Map<string, string>();
  for (const line of Buffer.from(message.hdrs ?? '', 'base64')
    .toString('utf8')
    .split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return {
    subject: message.subject,
    sequence: message.seq,
    storedAt: Date.parse(message.time),
    header: (name) => headers.get(name) ?? '',
    bytes: Buffer.from(message.data ?? '', 'base64'),
  };
}
