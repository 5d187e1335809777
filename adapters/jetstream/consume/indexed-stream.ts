import type { StreamProgress } from '../../../contracts/ports/stream-progress.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { StoredMessage } from '../connection/read-batch.ts';
import type { StreamInfo } from '../streams/stream-info.ts';
import { BatchSource, type MessageSource } from './message-source.ts';

/** One stream to index: where its messages come from, what stores them, and where its progress is kept. */
export interface IndexedStream<Message> {
  stream: string;
  /** Whether the source skips some of the stream's messages. */
  isFiltered?: boolean;
  /** Begins to read at a sequence. `last`: the stream's newest sequence just before. */
  open(from: number, last: number): MessageSource<Message> | Promise<MessageSource<Message>>;
  /** How far the stream was read; null for not at all. */
  progress(): Promise<StreamProgress | null>;
  /** Stores messages and progress in one transaction. False, with nothing stored, if the stored progress is not `after`. */
  take(
    messages: readonly Message[],
    progress: StreamProgress,
    after: StreamProgress | null,
  ): Promise<boolean>;
  /** The stream was replaced, or ends earlier than before: deletes everything that was read from it. */
  restart(): Promise<void>;
  /** Deletes everything that was read from messages before `first`, which the stream has dropped. */
  prune?(first: number): Promise<void>;
  /** The first sequence to read of a stream that is new to the index. Default: the stream's first message. */
  first?(info: StreamInfo): Promise<number>;
}

/** Folds the messages of a stream, one by one. */
export interface StreamReader {
  take(message: StoredMessage): void;
  /** The stream was replaced: start again. */
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
      let folded = 0;
      try {
        for (const message of messages) {
          reader.take(message);
          folded += 1;
        }
      } catch (error) {
        // The next attempt begins with this message: those before it are folded already.
        progress = { created: next.created, next: messages[folded]!.sequence };
        throw error;
      }
      progress = next;
      return true;
    },
    async restart() {
      reader.reset();
      progress = null;
    },
  };
}
