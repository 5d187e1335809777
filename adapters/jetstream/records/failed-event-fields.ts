import type { FailedEvent } from '../../../contracts/dead-letter.ts';

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

/** The fields of a retry or dead letter that come from the event itself, whoever writes it. */
export function failedEventFields(event: StoredEvent, retentionDays: number): Fields {
  const header = (name: string) => event.header(name) || null;
  return {
    originalSubject: event.subject,
    storedAt: event.storedAt,
    expiresAt: event.storedAt + retentionDays * DAY_MS,
    eventId: header('Nats-Msg-Id'),
    eventType: header('ce-type'),
    subject: header('ce-subject'),
    actor: header('ce-actor'),
    correlationId: header('ce-correlationid'),
    traceparent: header('traceparent'),
    tracestate: header('tracestate'),
    bytes: event.bytes,
  };
}
