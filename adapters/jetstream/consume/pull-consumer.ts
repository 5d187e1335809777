import { createInbox, type Msg, type NatsConnection, type Subscription } from 'nats';
import type { NatsLink } from '../connection/nats-link.ts';
import { type Delivery, readDelivery } from './delivery.ts';

export interface PullLimits {
  maxEvents: number;
  maxBytes: number;
}

interface Pull {
  number: number;
  left: number;
  seenAt: number;
}

// Short, because the server keeps delivering to a worker that hangs until the worker's pull expires.
const EXPIRES_MS = 5_000;
const HEARTBEAT_MS = 2_000;
const RETRY_MS = 500;
/** How long to wait at most for more events that the server is already sending. */
const GATHER_MS = 20;

/**
 * Returns a durable consumer's events in batches. `next()` resolves with the events that have arrived, as soon as there is
 * one and no more are on their way. While a batch is being applied, the next one gathers here, up to a limit.
 *
 *   idle ─request()─► pulling ─all came / expired / refused─► idle
 *     ▲                  │
 *     └── pause(), lost connection, missed heartbeats: the pull is forgotten; late events are still taken
 *
 * One pull is open at a time. It never requests more than the buffer can take.
 */
export class PullConsumer {
  readonly stream: string;
  readonly consumer: string;
  readonly #link: NatsLink;
  readonly #limits: PullLimits;
  /** Called when the consumer does not answer, with the number of times in a row. */
  readonly #onMissing: (attempt: number) => Promise<void>;
  #unanswered = 0;
  readonly #inbox = `${createInbox()}.`;
  readonly #stopListening: () => void;
  #subscription: Subscription | undefined;
  #connection: NatsConnection | undefined;
  #buffer: Delivery[] = [];
  #bufferedBytes = 0;
  #pull: Pull | undefined;
  #pulls = 0;
  #paused = false;
  #closed = false;
  #recovering = false;
  #wake: (() => void) | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #gathered = false;
  readonly #timer: NodeJS.Timeout;

  constructor(
    link: NatsLink,
    stream: string,
    consumer: string,
    limits: PullLimits,
    onMissing: (attempt: number) => Promise<void>,
  ) {
    this.stream = stream;
    this.consumer = consumer;
    this.#link = link;
    this.#limits = limits;
    this.#onMissing = onMissing;
    this.#stopListening = link.onUp((connection) => this.#attach(connection));
    this.#timer = setInterval(() => this.#check(), RETRY_MS);
  }

  /** How many events have arrived and were not yet returned by `next()`. */
  get buffered(): number {
    return this.#buffer.length;
  }

  /** The next events: at least one, at most the limits; none once closed. Waits while there are none. */
  async next(): Promise<Delivery[]> {
    while (this.#buffer.length === 0 || (this.#isMoreOnItsWay() && !this.#gathered)) {
      if (this.#closed) return [];
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#request();
        if (this.#buffer.length > 0) this.#gather();
      });
    }
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#gathered = false;
    const batch = this.#buffer;
    this.#buffer = [];
    this.#bufferedBytes = 0;
    this.#request();
    return batch;
  }

  /** The server is sending a backlog: each batch costs the store a transaction, so larger batches are better. */
  #isMoreOnItsWay(): boolean {
    return this.#pull !== undefined && (this.#buffer.at(-1)?.pending ?? 0) > 0;
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathered = true;
      this.#wakeUp();
    }, GATHER_MS);
  }

  #wakeUp(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }

  /** Keeps the buffered events: without this the server would deliver them again. */
  keepAlive(): void {
    for (const delivery of this.#buffer) delivery.working();
  }

  /** Requests no more events. Requested ones still arrive. */
  pause(): void {
    this.#paused = true;
    this.#pull = undefined;
  }

  resume(): void {
    this.#paused = false;
    this.#request();
  }

  /** Returns buffered events to the server and ends next(). */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#stopListening();
    this.#subscription?.unsubscribe();
    if (this.#link.isUp) for (const delivery of this.#buffer) delivery.nak();
    this.#buffer = [];
    clearTimeout(this.#gathering);
    this.#wakeUp();
  }

  #attach(connection: NatsConnection): void {
    this.#pull = undefined;
    this.#unanswered = 0;
    if (connection !== this.#connection) {
      this.#connection = connection;
      this.#subscription = connection.subscribe(`${this.#inbox}*`, {
        callback: (_, message) => this.#take(message),
      });
    }
    this.#request();
  }

  #request(): void {
    if (this.#paused || this.#closed || this.#pull || this.#recovering || !this.#link.isUp) return;
    const events = this.#limits.maxEvents - this.#buffer.length;
    const bytes = this.#limits.maxBytes - this.#bufferedBytes;
    // At least half a buffer: otherwise the largest event would not fit, and small pulls would cost more than they bring.
    if (events < this.#limits.maxEvents / 2 || bytes < this.#limits.maxBytes / 2) return;
    this.#pull = { number: ++this.#pulls, left: events, seenAt: performance.now() };
    this.#connection?.publish(
      `$JS.API.CONSUMER.MSG.NEXT.${this.stream}.${this.consumer}`,
      JSON.stringify({
        batch: events,
        max_bytes: bytes,
        expires: EXPIRES_MS * 1_000_000,
        idle_heartbeat: HEARTBEAT_MS * 1_000_000,
      }),
      { reply: this.#inbox + this.#pull.number },
    );
  }

  #take(message: Msg): void {
    const delivery = readDelivery(message);
    const current = this.#pull;
    if (current) current.seenAt = performance.now();
    if (!delivery) {
      this.#takeStatus(message);
      return;
    }
    this.#unanswered = 0;
    this.#buffer.push(delivery);
    this.#bufferedBytes += delivery.bytes.length;
    if (current && --current.left <= 0) this.#pull = undefined;
    if (!this.#wake) return;
    if (this.#isMoreOnItsWay()) this.#gather();
    else this.#wakeUp();
  }

  #takeStatus(message: Msg): void {
    const code = message.headers?.code ?? 503;
    if (code === 100) this.#unanswered = 0;
    if (code === 100 || message.subject !== this.#inbox + this.#pull?.number) return;
    this.#pull = undefined;
    const description = message.headers?.description ?? '';
    if (code === 503 || /consumer deleted/i.test(description)) return void this.#recover();
    // 404, 408 and "batch completed" end a pull normally; after any other refusal the next check requests again.
    if (code === 404 || code === 408 || /batch completed|maxbytes/i.test(description)) this.#request();
  }

  #check(): void {
    const pull = this.#pull;
    if (pull && performance.now() - pull.seenAt > 2 * HEARTBEAT_MS + RETRY_MS) {
      this.#pull = undefined;
      void this.#recover();
    }
    this.#request();
  }

  async #recover(): Promise<void> {
    if (this.#recovering || this.#closed) return;
    this.#recovering = true;
    try {
      // Counts as an attempt only if the log answered: an outage of the log is not the consumer's fault.
      await this.#onMissing(this.#unanswered + 1);
      this.#unanswered += 1;
    } catch {
      // The log is down or refuses: the next check requests again.
    } finally {
      this.#recovering = false;
    }
  }
}
