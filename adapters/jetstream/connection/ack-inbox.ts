import { createInbox, type NatsConnection, type Subscription } from 'nats';
import { LogUnavailable } from './log-unavailable.ts';
import type { NatsLink } from './nats-link.ts';

/** The log's answer to one publish. After `timeout` the message may be stored or not. */
export type PublishOutcome =
  | { kind: 'stored'; stream: string; sequence: number; duplicate: boolean }
  | { kind: 'refused'; errorCode: number; description: string }
  | { kind: 'no-responders' }
  | { kind: 'timeout' };

interface Waiting {
  subject: string;
  deadline: number;
  resolve: (outcome: PublishOutcome) => void;
}

interface Outgoing {
  token: string;
  subject: string;
  headers: Uint8Array;
  bytes: Uint8Array;
  resolve: (outcome: PublishOutcome) => void;
  reject: (error: LogUnavailable) => void;
}

interface Acknowledgement {
  stream: string;
  seq: number;
  duplicate?: boolean;
  error?: { err_code?: number; description?: string };
}

const TIMED_OUT: PublishOutcome = { kind: 'timeout' };
const NOBODY: PublishOutcome = { kind: 'no-responders' };
const SWEEP_MS = 20;

/**
 * Publishes to JetStream and awaits acknowledgements, all on one subscription. A request of the NATS client costs a timer, a
 * promise chain and parsed headers for each publish; here it costs one map entry.
 */
export class AckInbox {
  readonly #link: NatsLink;
  readonly #prefix = `${createInbox()}.`;
  #waiting = new Map<string, Waiting>();
  #outgoing: Outgoing[] = [];
  #counter = 0;
  #subscribedTo: NatsConnection | undefined;
  #subscription: Subscription | undefined;
  #sweeper: NodeJS.Timeout | undefined;
  readonly #stopListening: (() => void)[];

  constructor(link: NatsLink) {
    this.#link = link;
    this.#stopListening = [
      link.onUp((connection) => this.#subscribe(connection)),
      link.onDenied((subject, description) => this.#refuse(subject, description)),
    ];
  }

  /** How many publishes wait for their acknowledgement. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Publishes `bytes` with `headers` in wire format. Never rejects for the log's answer. Throws, or rejects with,
   * LogUnavailable if there is no connection; nothing was sent then.
   */
  publish(
    subject: string,
    headers: Uint8Array,
    bytes: Uint8Array,
    timeoutMs: number,
  ): Promise<PublishOutcome> {
    const connection = this.#link.connection;
    if (connection !== this.#subscribedTo) this.#subscribe(connection);
    const token = (++this.#counter).toString(36);
    return new Promise((resolve, reject) => {
      this.#waiting.set(token, { subject, deadline: performance.now() + timeoutMs, resolve });
      this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP_MS);
      if (this.#outgoing.length === 0) setImmediate(() => this.#flush());
      this.#outgoing.push({ token, subject, headers, bytes, resolve, reject });
    });
  }

  /**
   * Gives the client all publishes of one turn of the event loop at once, so it writes them to its socket in one system
   * call. System calls are the most expensive part of a publish.
   */
  #flush(): void {
    const outgoing = this.#outgoing;
    this.#outgoing = [];
    const now = performance.now();
    for (const { token, subject, headers, bytes, resolve, reject } of outgoing) {
      const entry = this.#waiting.get(token);
      if (!entry) continue;
      if (entry.deadline <= now) {
        // Its caller no longer waits: a process that was paused in between must not send it late.
        this.#waiting.delete(token);
        resolve(TIMED_OUT);
        continue;
      }
      try {
        // The client only calls `encode` on headers; ours are already encoded.
        const encoded = { encode: () => headers } as never;
        this.#link.connection.publish(subject, bytes, { reply: this.#prefix + token, headers: encoded });
      } catch (error) {
        this.#waiting.delete(token);
        if (error instanceof LogUnavailable) reject(error);
        else resolve({ kind: 'refused', errorCode: 0, description: String(error) });
      }
    }
  }

  close(): void {
    for (const stop of this.#stopListening) stop();
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
    this.#subscription?.unsubscribe();
    for (const { resolve } of this.#waiting.values()) resolve(TIMED_OUT);
    this.#waiting.clear();
  }

  #subscribe(connection: NatsConnection): void {
    if (connection === this.#subscribedTo) return;
    this.#subscribedTo = connection;
    this.#subscription = connection.subscribe(`${this.#prefix}*`, {
      callback: (error, message) => {
        if (error) return;
        const token = message.subject.slice(this.#prefix.length);
        const entry = this.#waiting.get(token);
        if (!entry) return;
        this.#waiting.delete(token);
        entry.resolve(message.data.length === 0 ? NOBODY : read(message.data));
      },
    });
  }

  /** The server dropped them: it answers a publish that it does not permit to the connection, not to the publish. */
  #refuse(subject: string, description: string): void {
    for (const [token, entry] of this.#waiting) {
      if (entry.subject !== subject) continue;
      this.#waiting.delete(token);
      entry.resolve({ kind: 'refused', errorCode: 0, description });
    }
  }

  #sweep(): void {
    const now = performance.now();
    for (const [token, entry] of this.#waiting) {
      if (entry.deadline > now) continue;
      this.#waiting.delete(token);
      entry.resolve(TIMED_OUT);
    }
    if (this.#waiting.size > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }
}

const decoder = new TextDecoder();

function read(data: Uint8Array): PublishOutcome {
  let ack: Acknowledgement;
  try {
    ack = JSON.parse(decoder.decode(data)) as Acknowledgement;
  } catch {
    return TIMED_OUT;
  }
  if (ack.error) {
    return {
      kind: 'refused',
      errorCode: ack.error.err_code ?? 0,
      description: ack.error.description ?? 'refused',
    };
  }
  if (typeof ack.seq !== 'number' || ack.seq < 1) return TIMED_OUT;
  return { kind: 'stored', stream: ack.stream, sequence: ack.seq, duplicate: ack.duplicate === true };
}
