import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import type { IndexedStream } from '../../../adapters/jetstream/consume/indexed-stream.ts';
import { BatchSource } from '../../../adapters/jetstream/consume/message-source.ts';
import { StreamIndexer } from '../../../adapters/jetstream/consume/stream-indexer.ts';
import { readOperation } from '../../../adapters/jetstream/records/read-operation.ts';
import type {
  DeadLetterIndex,
  IndexedAction,
  IndexedFailure,
  IndexedStream as StreamName,
} from '../../../contracts/ports/dead-letter-index.ts';
import { StreamIndex } from '../indexing/stream-index.ts';
import { readFailure } from './read-failure.ts';

const LIMITS = { batch: 4_000, bytes: 16 * 1024 ** 2 };
/** How many messages are read in one turn of the event loop: some 10 ms. */
const READ_AT_ONCE = 500;
/** How often a stream without new messages is read again: most of the index's lag. */
const POLL_MS = 50;
const NS_PER_MS = 1_000_000;

/** Fills the index of dead letters from DEAD_LETTERS and OPERATIONS. */
export class DeadLetterIndexer extends StreamIndex {
  readonly #deadLetters: StreamIndexer<StoredMessage>;
  readonly #operations: StreamIndexer<StoredMessage>;

  constructor(link: NatsLink, index: DeadLetterIndex, logger: Logger) {
    const follow = (indexed: IndexedStream<StoredMessage>) =>
      new StreamIndexer(link, indexed).run({
        pollMs: POLL_MS,
        onFailure: (err) =>
          logger.warn({ err, stream: indexed.stream }, 'the index of dead letters could not be updated'),
      });
    const deadLetters = follow(deadLetterStream(link, index, logger));
    const operations = follow(operationStream(link, index, logger));
    const indexers = [deadLetters, operations];
    super({
      link,
      indexers: () => indexers,
      ends: () => Promise.all(indexers.map(async (indexer) => ({ indexer, end: await indexer.end() }))),
    });
    this.#deadLetters = deadLetters;
    this.#operations = operations;
  }

  /** How long a dead letter is kept, in ms; 0 for ever or unknown. */
  get deadLetterMaxAgeMs(): number {
    return Number(this.#deadLetters.progress.info?.config.max_age ?? 0) / NS_PER_MS;
  }

  /** Resolves to whether the index holds the actions of OPERATIONS up to `sequence` within `timeoutMs`. */
  reachedAction(sequence: number, timeoutMs: number): Promise<boolean> {
    return this.#operations.reach({ created: undefined, sequence }, timeoutMs);
  }

  async close(): Promise<void> {
    await Promise.all([this.#deadLetters.stop(), this.#operations.stop()]);
  }
}

/** Identifies both streams together: the file is made from both, so the loss of one empties it. */
function sharedIndex(link: NatsLink, index: DeadLetterIndex, logger: Logger, stream: StreamName) {
  return {
    stream,
    open: (from: number) => new BatchSource(link, stream, from, LIMITS),
    progress: () => index.progress(stream),
    restart() {
      logger.warn({ stream }, 'a stream was replaced: the index of dead letters is rebuilt');
      return index.reset();
    },
    prune: (first: number) => index.prune(stream, first),
  };
}

const deadLetterStream = (
  link: NatsLink,
  index: DeadLetterIndex,
  logger: Logger,
): IndexedStream<StoredMessage> => ({
  ...sharedIndex(link, index, logger, 'DEAD_LETTERS'),
  async take(messages, progress, after) {
    const failures = await readFailures(messages);
    return index.add({ stream: 'DEAD_LETTERS', after, ...progress, failures, actions: [] });
  },
});

const operationStream = (
  link: NatsLink,
  index: DeadLetterIndex,
  logger: Logger,
): IndexedStream<StoredMessage> => ({
  ...sharedIndex(link, index, logger, 'OPERATIONS'),
  take(messages, progress, after) {
    const actions = messages.flatMap((message): IndexedAction[] => {
      const { sequence, storedAt } = message;
      const operation = readOperation(message);
      if (operation) return [{ sequence, storedAt, operation }];
      logger.warn({ sequence }, 'a message of OPERATIONS is no action; skipped');
      return [];
    });
    return index.add({ stream: 'OPERATIONS', after, ...progress, failures: [], actions });
  },
});

async function readFailures(messages: readonly StoredMessage[]): Promise<IndexedFailure[]> {
  const failures: IndexedFailure[] = [];
  for (let from = 0; from < messages.length; from += READ_AT_ONCE) {
    if (from > 0) await nextTurn();
    failures.push(...messages.slice(from, from + READ_AT_ONCE).map(readFailure));
  }
  return failures;
}
