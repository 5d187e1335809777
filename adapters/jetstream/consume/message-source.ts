import type { NatsLink } from '../connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../connection/read-batch.ts';

/** What one step read. `next`: the sequence to continue from; it is past deleted messages too. */
export interface ReadMessages<Message> {
  messages: Message[];
  next: number;
}

/** The messages of a stream in order, from one sequence on. */
export interface MessageSource<Message> {
  /** `last`: the stream's newest sequence, as far as known. Throws LogUnavailable, also when the source has ended. */
  read(last: number): Promise<ReadMessages<Message>>;
  close(): void;
}

interface BatchLimits {
  batch: number;
  bytes: number;
  /** Only messages on this subject, which may have wildcards. */
  subject?: string | undefined;
}

/** Whole messages, by direct gets. Returns none at the stream's end; reads one batch ahead while the stream has more. */
export class BatchSource implements MessageSource<StoredMessage> {
  readonly #link: NatsLink;
  readonly #stream: string;
  readonly #limits: BatchLimits;
  #next: number;
  #ahead: Promise<StoredMessage[]> | undefined;

  constructor(link: NatsLink, stream: string, from: number, limits: BatchLimits) {
    this.#link = link;
    this.#stream = stream;
    this.#limits = limits;
    this.#next = from;
  }

  async read(last: number): Promise<ReadMessages<StoredMessage>> {
    const messages = await (this.#ahead ?? this.#get());
    this.#ahead = undefined;
    this.#next = (messages.at(-1)?.sequence ?? this.#next - 1) + 1;
    if (messages.length > 0 && this.#next <= last) {
      this.#ahead = this.#get();
      // The next read gets this failure; there may be no next read.
      this.#ahead.catch(() => {});
    }
    return { messages, next: this.#next };
  }

  close(): void {
    this.#ahead = undefined;
  }

  #get(): Promise<StoredMessage[]> {
    const { batch, bytes, subject } = this.#limits;
    return readBatch(this.#link, this.#stream, {
      seq: this.#next,
      batch,
      max_bytes: bytes,
      ...(subject === undefined ? {} : { next_by_subj: subject }),
    });
  }
}
