import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import type { AckInbox, PublishOutcome } from '../connection/ack-inbox.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { lastMessage } from '../connection/stored-message.ts';
import { DEAD_LETTERS, deadLetterSubject } from '../streams/stream-layout.ts';
import { failedEventHeaders, readFailedEvent } from './failed-event.ts';

/**
 * Stores a dead letter: the event's bytes unchanged, the failure in headers. Its message id consists of consumer, epoch,
 * position and number of attempts. So a crash between this and the end of the event makes one dead letter, not two. A replay
 * that fails again makes another one, and so does another epoch of the store, for which an earlier replay no longer counts.
 */
export function publishDeadLetter(
  inbox: AckInbox,
  deadLetter: FailedEvent,
  timeoutMs: number,
): Promise<PublishOutcome> {
  const messageId = `${deadLetter.consumer}-${deadLetter.epochId}:${deadLetter.position}:${deadLetter.attempts}:${deadLetter.replayId ?? ''}`;
  const headers = encodeHeaders([['Nats-Msg-Id', messageId], ...failedEventHeaders(deadLetter)]);
  const subject = deadLetterSubject(deadLetter.consumer, deadLetter.eventName, deadLetter.position);
  return inbox.publish(subject, headers, deadLetter.bytes, timeoutMs);
}

/** The newest dead letter of one event, from the stream's leader; undefined if there is none. Throws LogUnavailable. */
export async function findDeadLetter(
  link: NatsLink,
  consumer: string,
  eventName: string,
  position: string,
): Promise<FailedEvent | undefined> {
  const message = await lastMessage(link, DEAD_LETTERS, deadLetterSubject(consumer, eventName, position));
  return message && readFailedEvent(message);
}
