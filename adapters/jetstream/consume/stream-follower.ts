import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../connection/read-batch.ts';
import { streamInfo } from '../streams/stream-info.ts';

export interface StreamReader {
  /** The next message of the stream. */
  take(message: StoredMessage): void;
  /** The stream is another one than it was: begin again. */
  reset(): void;
}

const BATCH = 1_000;
const BATCH_BYTES = 8 * 1024 ** 2;

/**
 * Hands every message of a stream to a reader, in order, as far as the stream goes when asked; with `subject` (which may have
 * wildcards) those on it.
 */
export class StreamFollower {
  readonly #link: NatsLink;
  readonly #stream: string;
  readonly #reader: StreamReader;
  readonly #subject: string | undefined;
  #created = '';
  #next = 1;
  #running: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;

  constructor(link: NatsLink, stream: string, reader: StreamReader, subject?: string) {
    this.#link = link;
    this.#stream = stream;
    this.#reader = reader;
    this.#subject = subject;
  }

  /** Resolves when all that was stored before this call has been read. Throws LogUnavailable, ApiRefusal. */
  catchUp(): Promise<void> {
    // A pass that has begun may be past its end already: who asks now waits for the next one, together.
    this.#queued ??= this.#running
      .catch(() => {})
      .then(() => {
        this.#queued = undefined;
        this.#running = this.#pass();
        return this.#running;
      });
    return this.#queued;
  }

  async #pass(): Promise<void> {
    const info = await streamInfo(this.#link, this.#stream);
    if (!info) throw new LogUnavailable(`The stream ${this.#stream} is missing.`);
    if (info.created !== this.#created) {
      if (this.#created !== '') this.#reader.reset();
      this.#created = info.created;
      this.#next = 1;
    }
    const { last_seq: last, messages } = info.state;
    while (messages > 0 && this.#next <= last) {
      const batch = await readBatch(this.#link, this.#stream, {
        seq: this.#next,
        batch: BATCH,
        max_bytes: BATCH_BYTES,
        ...(this.#subject === undefined ? {} : { next_by_subj: this.#subject }),
      });
      // Nothing more of this subject; where a replica is behind its leader, not yet: it is asked again next time.
      if (batch.length === 0 && this.#subject !== undefined) return;
      if (batch.length === 0) throw new LogUnavailable(`The stream ${this.#stream} is behind its leader.`);
      for (const message of batch) {
        this.#reader.take(message);
        this.#next = message.sequence + 1;
      }
    }
  }
}
