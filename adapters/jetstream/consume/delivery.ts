import type { Msg } from 'nats';
import { hasMessageId, headerOf, rawHeaders } from '../connection/raw-headers.ts';
import { messageIdOf } from '../records/event-headers.ts';

/** One event delivered to a worker, with the possible answers. */
export interface Delivery {
  subject: string;
  sequence: number;
  /** How often the server has delivered it, including this time. */
  deliveries: number;
  /** The delivery's number among all deliveries of the consumer: a missing number shows that one was lost in transit. */
  consumerSequence: number;
  /** How many more events the consumer had for this worker at this delivery. */
  pending: number;
  /** Unix time in milliseconds, by the log server's clock. */
  storedAt: number;
  bytes: Uint8Array;
  header(name: string): string;
  /** The id under which the log stored it; empty if it has none. */
  readonly messageId: string;
  /** Compares the message id without making a string, which costs less. */
  hasMessageId(id: string): boolean;
  /** Whether one of the answers below, except `working`, was given. */
  readonly isAnswered: boolean;
  /** Applied, durably. */
  ack(): void;
  /** Not applied: deliver it again, at once or after a time. */
  nak(afterMs?: number): void;
  /** Still working on it: restarts the server's acknowledgement timeout. */
  working(): void;
  /** Never deliver it again. Only if it is stored elsewhere. */
  term(reason: string): void;
}

const ACK = new TextEncoder().encode('+ACK');
const WORKING = new TextEncoder().encode('+WPI');

/** A delivery as the client's message. Thousands are made, so it has no closures and leaves the headers unparsed. */
class MessageDelivery implements Delivery {
  readonly #message: Msg;
  readonly sequence: number;
  readonly deliveries: number;
  readonly consumerSequence: number;
  readonly pending: number;
  readonly storedAt: number;
  /** Kept, because the client makes a new view at each access. */
  readonly bytes: Uint8Array;
  isAnswered = false;

  #raw: string | undefined;

  constructor(
    message: Msg,
    deliveries: number,
    sequence: number,
    consumerSequence: number,
    storedAt: number,
    pending: number,
  ) {
    this.#message = message;
    this.consumerSequence = consumerSequence;
    this.bytes = message.data;
    this.deliveries = deliveries;
    this.pending = pending;
    this.sequence = sequence;
    this.storedAt = storedAt;
  }

  get subject(): string {
    return this.#message.subject;
  }

  header(name: string): string {
    this.#raw ??= rawHeaders(this.#message);
    return headerOf(this.#raw, name);
  }

  get messageId(): string {
    return messageIdOf(this);
  }

  hasMessageId(id: string): boolean {
    return hasMessageId(this.#message, id);
  }

  ack(): void {
    this.isAnswered = true;
    this.#message.respond(ACK);
  }

  nak(afterMs?: number): void {
    this.isAnswered = true;
    const delay = afterMs === undefined ? '' : ` ${JSON.stringify({ delay: afterMs * 1_000_000 })}`;
    this.#message.respond(`-NAK${delay}`);
  }

  working(): void {
    this.#message.respond(WORKING);
  }

  term(reason: string): void {
    this.isAnswered = true;
    this.#message.respond(`+TERM ${reason}`);
  }
}

/** Reads `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<consumer sequence>.<time>.<pending>` (or with domain and account). */
export function readDelivery(message: Msg): Delivery | undefined {
  const { reply } = message;
  if (!reply?.startsWith('$JS.ACK.')) return undefined;
  const tokens = reply.split('.');
  const [deliveries, sequence, consumerSequence, time, pending] = tokens.slice(tokens.length >= 12 ? 6 : 4);
  return new MessageDelivery(
    message,
    Number(deliveries),
    Number(sequence),
    Number(consumerSequence),
    Math.floor(Number(time) / 1e6),
    Number(pending),
  );
}
