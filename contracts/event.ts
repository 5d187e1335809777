import { encodePosition, type Position, versionOf } from './position.ts';

/**
 * An event in the log: a CloudEvent 1.0 in its structured JSON form. Extension names are lower case without separators, as the
 * specification asks (CloudEvents 1.0.2, "Attribute Naming Convention").
 */
export interface Event<Data = Record<string, unknown>> {
  specversion: '1.0';
  /** The command's id: one command makes one event, and they share it. */
  id: string;
  /** `<domain>.<name>.v<version>`, such as `chat.message-sent.v1`. */
  type: string;
  source: string;
  /** `<aggregate>/<aggregateId>`, such as `channel/general`. */
  subject: string;
  /** When the gateway accepted the command: RFC 3339, UTC, with milliseconds. */
  time: string;
  datacontenttype: 'application/json';
  correlationid: string;
  causationid?: string;
  /** Who sent the command: the caller's id. */
  actor: string;
  /** The trace context of the event's publish (CloudEvents' distributed tracing extension; W3C Trace Context). */
  traceparent?: string;
  tracestate?: string;
  data: Data;
}

/** An event with what the log knows about it. */
export interface LoggedEvent<Data = Record<string, unknown>> {
  event: Event<Data>;
  /** Its position as a token. */
  position: string;
  /** Orders writes: see `versionOf`. */
  version: number;
  /** When the log stored it: Unix time in milliseconds, by the log server's clock. */
  storedAt: number;
  /**
   * True if the log may hold the event at an earlier position too: this copy becomes a dead letter, whatever the read model
   * shows.
   */
  mayBeCopy?: boolean;
}

/** Thrown by `decodeEvent`: these bytes are not an event. */
export class UndecodableEvent extends Error {
  override name = 'UndecodableEvent';
}

const required = ['id', 'type', 'source', 'subject', 'time', 'correlationid', 'actor'] as const;

// Created once: per event it would cost as much as the parsing.
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Decodes an event. Throws UndecodableEvent. Does not check the data against its schema. */
export function decodeEvent(bytes: Uint8Array): Event {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (cause) {
    throw new UndecodableEvent('The bytes are not JSON in UTF-8.', { cause });
  }
  if (typeof value !== 'object' || value === null) throw new UndecodableEvent('The JSON is not an object.');
  const event = value as Record<string, unknown>;
  if (event.specversion !== '1.0') throw new UndecodableEvent('specversion is not "1.0".');
  for (const name of required) {
    if (typeof event[name] !== 'string' || event[name] === '') {
      throw new UndecodableEvent(`The attribute ${name} is missing.`);
    }
  }
  if (typeof event.data !== 'object' || event.data === null)
    throw new UndecodableEvent('data is not an object.');
  return value as Event;
}

/** Decodes an event of the log and adds its position. Throws UndecodableEvent. */
export const decodeLoggedEvent = (bytes: Uint8Array, position: Position, storedAt: number): LoggedEvent => ({
  event: decodeEvent(bytes),
  position: encodePosition(position),
  version: versionOf(position),
  storedAt,
});
