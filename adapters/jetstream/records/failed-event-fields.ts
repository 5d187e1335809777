import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import { EVENT_HEADERS } from './event-headers.ts';

const DAY_MS = 86_400_000;

/** An event as the log stores it: a delivery, or a message read by its position. */
interface StoredEvent {
  subject: string;
  /** Unix ms, by the log's clock. */
  storedAt: number;
  bytes: Uint8Array;
  header(name: string): string;
}

type Fields = Pick<
  FailedEvent,
  | 'originalSubject'
  | 'storedAt'
  | 'expiresAt'
  | 'eventId'
  | 'eventType'
  | 'subject'
  | 'actor'
  | 'correlationId'
  | 'traceparent'
  | 'tracestate'
  | 'bytes'
>;

/** The fields of a retry or dead letter that come from the event itself, whoever writes the message. */
export function failedEventFields(event: StoredEvent, retentionDays: number): Fields {
  const header = (name: string) => event.header(name) || null;
  return {
    originalSubject: event.subject,
    storedAt: event.storedAt,
    expiresAt: event.storedAt + retentionDays * DAY_MS,
    eventId: header(EVENT_HEADERS.messageId),
    eventType: header(EVENT_HEADERS.type),
    subject: header(EVENT_HEADERS.subject),
    actor: header(EVENT_HEADERS.actor),
    correlationId: header(EVENT_HEADERS.correlationId),
    traceparent: header(EVENT_HEADERS.traceparent),
    tracestate: header(EVENT_HEADERS.tracestate),
    bytes: event.bytes,
  };
}
