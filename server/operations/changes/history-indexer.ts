import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import type { IndexedStream } from '../../../adapters/jetstream/consume/indexed-stream.ts';
import { BatchSource } from '../../../adapters/jetstream/consume/message-source.ts';
import { StreamIndexer } from '../../../adapters/jetstream/consume/stream-indexer.ts';
import { CHANGE_KINDS } from '../../../contracts/changes.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import type { LagHistory, WatchedStream } from '../../../contracts/ports/lag-history.ts';
import { readMinutes } from '../consumers/minute-snapshots.ts';
import { StreamIndex } from '../indexing/stream-index.ts';

const LIMITS = { batch: 500, bytes: 8 * 1024 ** 2 };

/** Reads CHANGES and SNAPSHOTS into the history. Readings wait for CHANGES only. */
export class HistoryIndexer extends StreamIndex {
  readonly #streams: Record<WatchedStream, StreamIndexer<StoredMessage>>;

  constructor(link: NatsLink, history: LagHistory) {
    const changes = new StreamIndexer(link, indexedChanges(link, history));
    super({
      link,
      indexers: () => [changes],
      ends: async () => [{ indexer: changes, end: await changes.end() }],
    });
    this.#streams = { CHANGES: changes, SNAPSHOTS: new StreamIndexer(link, indexedSnapshots(link, history)) };
  }

  /** Throws LogUnavailable, ApiRefusal, StoreFailure. */
  catchUp(stream: WatchedStream): Promise<void> {
    return this.#streams[stream].catchUp();
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#streams).map((indexer) => indexer.stop()));
  }
}

const indexedSnapshots = (link: NatsLink, history: LagHistory): IndexedStream<StoredMessage> => ({
  stream: 'SNAPSHOTS',
  open: (from) => new BatchSource(link, 'SNAPSHOTS', from, LIMITS),
  progress: () => history.progress('SNAPSHOTS'),
  take(messages, progress, after) {
    const read = messages.map(({ bytes }) => readMinutes(bytes));
    return history.takeIn({
      stream: 'SNAPSHOTS',
      after,
      progress,
      minutes: read.flatMap(({ consumers }) => consumers),
      logMinutes: read.flatMap(({ log }) => log),
      changes: [],
    });
  },
  // A minute is the same whichever stream it comes from.
  async restart() {},
});

const indexedChanges = (link: NatsLink, history: LagHistory): IndexedStream<StoredMessage> => ({
  stream: 'CHANGES',
  open: (from) => new BatchSource(link, 'CHANGES', from, LIMITS),
  progress: () => history.progress('CHANGES'),
  take(messages, progress, after) {
    const changes = messages.flatMap(({ sequence, bytes }) => {
      const change = readChange(bytes);
      return change ? [{ sequence, change }] : [];
    });
    return history.takeIn({ stream: 'CHANGES', after, progress, minutes: [], logMinutes: [], changes });
  },
  restart: () => history.pruneChanges(null),
  prune: (first) => history.pruneChanges(first),
});

function readChange(bytes: Uint8Array): PipelineChange | undefined {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return CHANGE_KINDS.includes(value.kind) && typeof value.at === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
