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

// Short, because a worker that hangs keeps being handed events until its pull expires.
const EXPIRES_MS = 5_000;
const HEARTBEAT_MS = 2_000;
const RETRY_MS = 500;
/** How long is waited at most for more of what the server says it is sending already. */
const GATHER_MS = 20;

/**
 * Hands out what a durable consumer has, in batches that never wait for company: `next()` resolves with whatever is
 * there as soon as anything is and nothing more is on its way. While a batch is being applied the next one gathers here,
 * up to a bound.
 *
 *   idle ─request()─► pulling ─all came / expired / refused─► idle
 *     ▲                  │
 *     └── pause(), lost connection, missed heartbeats: the pull is forgotten, what comes late is still taken
 *
 * One pull is open at a time. What the buffer cannot take is not asked for.
 */
export class PullConsumer {
  readonly stream: string;
  readonly consumer: string;
  readonly #link: NatsLink;
  readonly #limits: PullLimits;
  /** Called when the consumer does not answer, with how often that was so in a row. */
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

  /** How many events were handed to us and not yet to the caller. */
  get buffered(): number {
    return this.#buffer.length;
  }

  /** The next events, at least one, at most the limits; none once closed. Waits as long as there are none. */
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

  /** A backlog that is being sent: each batch costs the store a transaction, so the more of it at once the better. */
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

  /** What was handed to us and not yet to the caller: it stays ours only while it is worked on. */
  keepAlive(): void {
    for (const delivery of this.#buffer) delivery.working();
  }

  /** Asks for nothing more. What is under way still comes. */
  pause(): void {
    this.#paused = true;
    this.#pull = undefined;
  }

  resume(): void {
    this.#paused = false;
    this.#request();
  }

  /** Gives back what was not handed on, and ends next(). */
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
    // Half a buffer at least, or the largest event would not fit and small pulls would cost more than they bring.
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
    // 404, 408 and "batch completed" end a pull in good order; any other refusal waits for the next check.
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
      // An attempt counts against the consumer only when the log answered: its own outage is not the consumer's.
      await this.#onMissing(this.#unanswered + 1);
      this.#unanswered += 1;
    } catch {
      // The log is down or refuses: the next check asks again.
    } finally {
      this.#recovering = false;
    }
  }
}
