import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import type { AckInbox, PublishOutcome } from '../connection/ack-inbox.ts';
import { apiRequest } from '../connection/api-request.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { lastMessage } from '../connection/stored-message.ts';
import { projectionConsumer } from '../consume/projection-consumer.ts';
import { retrySubjectsOf } from '../consume/retry-listing.ts';
import { streamInfo } from '../streams/stream-info.ts';
import { positionOfSubject, RETRIES, retrySubject, scheduledRetrySubject } from '../streams/stream-layout.ts';
import { failedEventHeaders, readFailedEvent } from './failed-event.ts';
import { FAILED_EVENT_HEADERS as H } from './failed-event-headers.ts';

/**
 * Stores an event for its consumer to try again, now or `at` a time (JetStream's schedules, ADR-51). An event has at most
 * one scheduled retry: a later one replaces it. `messageId` makes it safe to repeat this call.
 */
export function publishRetry(
  inbox: AckInbox,
  failed: FailedEvent,
  options: { at?: Date; messageId: string; timeoutMs: number },
): Promise<PublishOutcome> {
  const consumer = projectionConsumer(failed.consumer, failed.epochId);
  const now = retrySubject(consumer, failed.eventName, failed.position);
  const schedule: [string, string][] = options.at
    ? [
        ['Nats-Schedule', `@at ${options.at.toISOString()}`],
        ['Nats-Schedule-Target', now],
        [H.nextAttemptAt, options.at.toISOString()],
      ]
    : [];
  const headers = encodeHeaders([
    ['Nats-Msg-Id', options.messageId],
    ...schedule,
    ...failedEventHeaders(failed),
  ]);
  const subject = options.at ? scheduledRetrySubject(consumer, failed.eventName, failed.position) : now;
  return inbox.publish(subject, headers, failed.bytes, options.timeoutMs);
}

/** An event's waiting retry, and its time; null for one that is due. Throws LogUnavailable. */
export async function findRetry(
  link: NatsLink,
  consumer: string,
  eventName: string,
  position: string,
): Promise<{ failed: FailedEvent; nextAt: string | null } | undefined> {
  // Scheduled first, then due: the order in which it moves, so it is not missed in between.
  const scheduled = await lastMessage(link, RETRIES, scheduledRetrySubject(consumer, eventName, position));
  if (scheduled)
    return { failed: readFailedEvent(scheduled), nextAt: scheduled.header(H.nextAttemptAt) || null };
  const due = await lastMessage(link, RETRIES, retrySubject(consumer, eventName, position));
  return due && { failed: readFailedEvent(due), nextAt: null };
}

/** Whether the server sent this retry on schedule; a replay's event has no schedule. */
export const isScheduledRetry = (message: { header(name: string): string }): boolean =>
  message.header('Nats-Scheduler') !== '';

/** Above this number of messages in the stream they are not listed while a client waits. */
const MOST_LISTED = 10_000;

/**
 * The positions that wait for a retry or a replay by one consumer; undefined if there are too many to list. Throws
 * LogUnavailable.
 */
export async function waitingPositions(
  link: NatsLink,
  consumer: string,
  most = MOST_LISTED,
): Promise<string[] | undefined> {
  const messages = (await streamInfo(link, RETRIES))?.state.messages ?? 0;
  if (messages === 0) return [];
  if (messages > most) return undefined;
  return (await retrySubjectsOf(link, consumer)).map(positionOfSubject);
}

/** Removes the retries of an epoch that has ended. Throws LogUnavailable, ApiRefusal. */
export async function dropRetries(link: NatsLink, projection: string, epochId: string): Promise<void> {
  const consumer = projectionConsumer(projection, epochId);
  // Scheduled first, then due: the order in which they move, so none is missed.
  for (const subjects of [`scheduled-retries.${consumer}.>`, `retries.${consumer}.>`])
    await apiRequest(link, `STREAM.PURGE.${RETRIES}`, { filter: subjects });
}
