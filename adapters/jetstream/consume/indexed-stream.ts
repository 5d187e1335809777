import type { StreamProgress } from '../../../contracts/ports/stream-progress.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { StoredMessage } from '../connection/read-batch.ts';
import type { StreamInfo } from '../streams/stream-info.ts';
import { BatchSource, type MessageSource } from './message-source.ts';

/** A stream and what is made of it: where its messages come from, where they go, and where its progress is kept. */
export interface IndexedStream<Message> {
  stream: string;
  /** Whether a source leaves some of the stream's messages out. */
  isFiltered?: boolean;
  /** Begins to read at a sequence; `last` was the stream's newest when it was asked last. */
  open(from: number, last: number): MessageSource<Message> | Promise<MessageSource<Message>>;
  /** How far the stream was read; null for not at all. */
  progress(): Promise<StreamProgress | null>;
  /** Takes messages and progress in together, or neither: false where the progress kept is no longer `after`. */
  take(
    messages: readonly Message[],
    progress: StreamProgress,
    after: StreamProgress | null,
  ): Promise<boolean>;
  /** The stream was replaced by another, or went back: forgets what came from it. */
  restart(): Promise<void>;
  /** Forgets what came from messages before `first`: the stream has dropped them. */
  prune?(first: number): Promise<void>;
  /** Where to begin with a stream that was not read before; without it at the stream's first message. */
  first?(info: StreamInfo): Promise<number>;
}

/** Folds the messages of a stream, one by one. */
export interface StreamReader {
  take(message: StoredMessage): void;
  /** The stream was replaced by another: begin again. */
  reset(): void;
}

const BATCH = 1_000;
const BATCH_BYTES = 8 * 1024 ** 2;

/** A stream whose messages are folded in memory; with `subject` only those on it. Progress ends with the process. */
export function foldedInMemory(
  link: NatsLink,
  stream: string,
  reader: StreamReader,
  subject?: string,
): IndexedStream<StoredMessage> {
  let progress: StreamProgress | null = null;
  return {
    stream,
    isFiltered: subject !== undefined,
    open: (from) => new BatchSource(link, stream, from, { batch: BATCH, bytes: BATCH_BYTES, subject }),
    progress: async () => progress,
    async take(messages, next) {
      for (const message of messages) reader.take(message);
      progress = next;
      return true;
    },
    async restart() {
      reader.reset();
      progress = null;
    },
  };
}
