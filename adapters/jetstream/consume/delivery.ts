import type { Msg } from 'nats';
import { hasMessageId, headerOf, rawHeaders } from '../connection/raw-headers.ts';
import { messageIdOf } from '../records/event-headers.ts';

/** One event handed to a worker, with the ways to answer for it. */
export interface Delivery {
  subject: string;
  sequence: number;
  /** How often the server has handed it out, this time included. */
  deliveries: number;
  /** The how manieth this is of all that the consumer handed out: what was lost on the way leaves a hole in these. */
  consumerSequence: number;
  /** How many more the consumer had for us when this one was handed out. */
  pending: number;
  /** Unix time in milliseconds, by the log server's clock. */
  storedAt: number;
  bytes: Uint8Array;
  header(name: string): string;
  /** The id under which it was stored; empty where it has none. */
  readonly messageId: string;
  /** The same as a question, which costs less. */
  hasMessageId(id: string): boolean;
  /** Whether one of the answers below but `working` was given. */
  readonly isAnswered: boolean;
  /** Applied, durably. */
  ack(): void;
  /** Not applied: hand it out again, at once or after a time. */
  nak(afterMs?: number): void;
  /** Still at it: restarts the time the log waits. */
  working(): void;
  /** Never hand it out again. Only when it is safe elsewhere. */
  term(reason: string): void;
}

const ACK = new TextEncoder().encode('+ACK');
const WORKING = new TextEncoder().encode('+WPI');

/** A delivery as the client's message: made by the thousand, so it holds no closures, and its headers stay unread. */
class MessageDelivery implements Delivery {
  readonly #message: Msg;
  readonly sequence: number;
  readonly deliveries: number;
  readonly consumerSequence: number;
  readonly pending: number;
  readonly storedAt: number;
  /** Kept, because the client makes a new view at every look. */
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
