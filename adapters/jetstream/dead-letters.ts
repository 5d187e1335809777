import { type DeadLetter, DEAD_LETTER_HEADERS as H } from '../../contracts/dead-letter.ts';
import type { AckInbox, PublishOutcome } from './ack-inbox.ts';
import { API_ERROR, apiRequest, isRefusal } from './api-request.ts';
import { encodeHeaders, safeHeaderValue } from './encode-headers.ts';
import { LogUnavailable } from './log-unavailable.ts';
import type { NatsLink } from './nats-link.ts';
import { DEAD_LETTERS, deadLetterSubject } from './stream-layout.ts';

const MAX_MESSAGE = 2_048;
const MAX_STACK = 8_192;

/**
 * Stores a dead letter: the event's bytes as they are, the failure in headers. Its message id is the consumer and
 * position, so that a crash between this and the end of the event makes one entry, not two.
 */
export function publishDeadLetter(
  inbox: AckInbox,
  letter: DeadLetter,
  timeoutMs: number,
): Promise<PublishOutcome> {
  const headers = encodeHeaders([
    ['Nats-Msg-Id', `${letter.consumer}:${letter.position}`],
    [H.consumer, letter.consumer],
    [H.position, letter.position],
    [H.originalSubject, safeHeaderValue(letter.originalSubject)],
    [H.eventId, safeHeaderValue(letter.eventId ?? '')],
    [H.correlationId, safeHeaderValue(letter.correlationId ?? '')],
    [H.failureClass, letter.failureClass],
    [H.code, safeHeaderValue(letter.code)],
    [H.message, safeHeaderValue(letter.message, MAX_MESSAGE)],
    // Headers hold one line; a stack keeps its lines apart by a sign that no stack contains.
    [H.stack, safeHeaderValue(letter.stack.replaceAll('\n', ' ⏎ '), MAX_STACK)],
    [H.attempts, String(letter.attempts)],
    [H.firstFailedAt, letter.firstFailedAt],
    [H.failedAt, letter.failedAt],
    [H.worker, safeHeaderValue(letter.worker)],
    [H.workerVersion, letter.workerVersion],
  ]);
  const subject = deadLetterSubject(letter.consumer, letter.eventName, letter.position);
  return inbox.publish(subject, headers, letter.bytes, timeoutMs);
}

/** What a dead letter says of the failure; the bytes are not read. */
export interface DeadLetterNotice {
  failedAt: string;
  code: string;
}

/** The dead letter of one event, if there is one, as the stream's leader has it. Throws LogUnavailable. */
export async function findDeadLetter(
  link: NatsLink,
  consumer: string,
  eventName: string,
  position: string,
): Promise<DeadLetterNotice | undefined> {
  try {
    const { message } = await apiRequest<{ message: { hdrs: string } }>(
      link,
      `STREAM.MSG.GET.${DEAD_LETTERS}`,
      {
        last_by_subj: deadLetterSubject(consumer, eventName, position),
      },
    );
    const lines = new Map<string, string>();
    for (const line of Buffer.from(message.hdrs, 'base64').toString('utf8').split('\r\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) lines.set(line.slice(0, colon), line.slice(colon + 1).trim());
    }
    return {
      failedAt: lines.get(H.failedAt) ?? '',
      code: lines.get(H.code) ?? '',
    };
  } catch (error) {
    if (isRefusal(error, API_ERROR.messageNotFound)) return undefined;
    if (isRefusal(error, API_ERROR.streamNotFound)) {
      throw new LogUnavailable('The stream of dead letters is missing.', { cause: error });
    }
    throw error;
  }
}
