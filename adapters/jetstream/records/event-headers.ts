import { encodeHeaders } from '../connection/encode-headers.ts';

/**
 * An event's attributes as headers of its message, so that lists and indexes need not parse its bytes: CloudEvents' binding for
 * NATS, with the message id first, where `hasMessageId` looks for it.
 */
export const EVENT_HEADERS = {
  messageId: 'Nats-Msg-Id',
  contentType: 'content-type',
  id: 'ce-id',
  type: 'ce-type',
  source: 'ce-source',
  subject: 'ce-subject',
  time: 'ce-time',
  correlationId: 'ce-correlationid',
  actor: 'ce-actor',
  causationId: 'ce-causationid',
  traceparent: 'traceparent',
  tracestate: 'tracestate',
} as const;

/**
 * A header of an event that Waybill itself stored again in a later generation: its position in a stream that was replaced or
 * restored. That position's version would be below the read models' versions, so this copy counts.
 */
export const CARRIED_FROM = 'Waybill-Carried-From';

interface WithHeaders {
  header(name: string): string;
}

/** Whether Waybill itself stored the event again, in a later generation. */
export const isCarriedOver = (message: WithHeaders): boolean => message.header(CARRIED_FROM) !== '';

/** The id under which the log stored a message; empty if it has none. */
export const messageIdOf = (message: WithHeaders): string => message.header(EVENT_HEADERS.messageId);

interface EventAttributes {
  id: string;
  type: string;
  source: string;
  subject: string;
  time: string;
  correlationId: string;
  causationId: string | undefined;
  actor: string;
  traceparent: string | undefined;
  tracestate: string | undefined;
}

const H = EVENT_HEADERS;

export function encodeEventHeaders(event: EventAttributes): Buffer {
  const headers: [string, string][] = [
    [H.messageId, event.id],
    [H.contentType, 'application/cloudevents+json'],
    [H.id, event.id],
    [H.type, event.type],
    [H.source, event.source],
    [H.subject, event.subject],
    [H.time, event.time],
    [H.correlationId, event.correlationId],
    [H.actor, event.actor],
  ];
  if (event.causationId) headers.push([H.causationId, event.causationId]);
  if (event.traceparent) headers.push([H.traceparent, event.traceparent]);
  if (event.tracestate) headers.push([H.tracestate, event.tracestate]);
  return encodeHeaders(headers);
}
