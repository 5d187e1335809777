import type { AckInbox } from '../connection/ack-inbox.ts';
import { apiRequest } from '../connection/api-request.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { lastMessage } from '../connection/stored-message.ts';
import { ATTEMPTS, attemptSubject } from '../streams/stream-layout.ts';

/** Attempts on one event that began and have no recorded end: the worker ended first. */
export interface UnfinishedAttempts {
  count: number;
  /** ISO 8601: of the last attempt. */
  lastAt: string;
}

/** Undefined if there are none. Throws LogUnavailable. */
export async function readUnfinishedAttempts(
  link: NatsLink,
  consumer: string,
  position: string,
): Promise<UnfinishedAttempts | undefined> {
  const message = await lastMessage(link, ATTEMPTS, attemptSubject(consumer, position));
  return message && (JSON.parse(Buffer.from(message.bytes).toString('utf8')) as UnfinishedAttempts);
}

/** Records that an attempt begins; true once that is durable. Throws LogUnavailable. */
export async function writeUnfinishedAttempts(
  inbox: AckInbox,
  consumer: string,
  position: string,
  begun: UnfinishedAttempts,
  timeoutMs: number,
): Promise<boolean> {
  const bytes = Buffer.from(JSON.stringify(begun));
  const outcome = await inbox.publish(
    attemptSubject(consumer, position),
    encodeHeaders([]),
    bytes,
    timeoutMs,
  );
  return outcome.kind === 'stored';
}

/** Removes the record: the event was acknowledged, retried or dead-lettered. Throws LogUnavailable, ApiRefusal. */
export async function removeUnfinishedAttempts(
  link: NatsLink,
  consumer: string,
  position: string,
): Promise<void> {
  await apiRequest(link, `STREAM.PURGE.${ATTEMPTS}`, { filter: attemptSubject(consumer, position) });
}
