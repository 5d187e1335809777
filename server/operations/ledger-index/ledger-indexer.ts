import type { Logger } from 'pino';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import type { Delivery } from '../../../adapters/jetstream/consume/delivery.ts';
import { followLoop } from '../../../adapters/jetstream/consume/follow-loop.ts';
import { endOf } from '../../../adapters/jetstream/consume/index-progress.ts';
import { StreamIndexer } from '../../../adapters/jetstream/consume/stream-indexer.ts';
import {
  type FoundGeneration,
  listGenerations,
} from '../../../adapters/jetstream/streams/list-generations.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import { Repeat } from '../../../contracts/timing/repeat.ts';
import { StreamIndex } from '../indexing/stream-index.ts';
import { indexedEvents } from './event-stream.ts';
import { indexedLedger } from './ledger-stream.ts';

/** How often the list of streams and their ends is read. */
const LOOK_MS = 500;
/** How often a stream without new messages is read again: most of the index's lag. */
const POLL_MS = 50;
/** Under load there is always something new: the index counts as current for this long after it held everything. */
const CURRENT_MS = 10_000;
const PRUNE_MS = 10_000;
const BETWEEN_STEPS_MS = 20;

interface LedgerWindow {
  ledgerHours: number;
  ledgerIndexRows: number;
}

interface LedgerIndexerOptions {
  link: NatsLink;
  index: LedgerIndex;
  window: LedgerWindow;
  logger: Logger;
}

/**
 * Fills the index of the ledger from LEDGER and from the event streams, which change over time; keeps the index within its
 * window.
 */
export class LedgerIndexer extends StreamIndex {
  readonly #options: LedgerIndexerOptions;
  readonly #ledger: StreamIndexer<StoredMessage>;
  readonly #events: Map<string, StreamIndexer<Delivery>>;
  readonly #looking: Repeat;
  readonly #pruning: Repeat;
  #isLookedAt = false;

  constructor(link: NatsLink, index: LedgerIndex, window: LedgerWindow, logger: Logger) {
    const events = new Map<string, StreamIndexer<Delivery>>();
    super({
      link,
      indexers: () => (this.#isLookedAt ? [this.#ledger, ...events.values()] : []),
      ends: async () => {
        const ledger = { indexer: this.#ledger, end: await this.#ledger.end() };
        const partitions = this.#follow(await listGenerations(link));
        return [ledger, ...partitions.map(({ indexer, info }) => ({ indexer, end: endOf(info) }))];
      },
    });
    this.#options = { link, index, window, logger };
    this.#events = events;
    this.#ledger = this.#run(new StreamIndexer(link, indexedLedger(link, index)));
    this.#looking = followLoop({
      advance: () => this.#look(),
      pollMs: LOOK_MS,
      onFailure: (err) => logger.warn({ err }, 'the list of event streams could not be read'),
    });
    this.#pruning = new Repeat(() => this.#prune(), {
      retryMs: PRUNE_MS,
      onFailure: (err) => logger.warn({ err }, 'the index of the ledger could not be pruned'),
    });
  }

  /** Unix ms from when on the index holds the ledger without a gap; null while it is being built. */
  async reachesBackTo(): Promise<number | null> {
    const { info, caughtUpAt } = this.#ledger.progress;
    if (!info || performance.now() - caughtUpAt >= CURRENT_MS) return null;
    const { first_seq, messages, first_ts } = info.state;
    const from = Date.parse(first_seq <= 1 || messages === 0 ? info.created : first_ts);
    const { batches, oldestAppliedAt } = await this.#options.index.size();
    if (oldestAppliedAt === null) return from;
    // At its size limit the index has dropped records that LEDGER still has.
    const isFull = batches >= this.#options.window.ledgerIndexRows * 0.9;
    return isFull ? Math.max(from, oldestAppliedAt) : from;
  }

  async stop(): Promise<void> {
    const pruned = this.#pruning.stop();
    await this.#looking.stop();
    const indexers = [this.#ledger, ...this.#events.values()];
    await Promise.all([pruned, ...indexers.map((indexer) => indexer.stop())]);
  }

  #run<Message>(indexer: StreamIndexer<Message>): StreamIndexer<Message> {
    const { logger } = this.#options;
    return indexer.run({
      pollMs: POLL_MS,
      onFailure: (err) => logger.warn({ err }, 'the index of the ledger could not be updated'),
    });
  }

  async #look(): Promise<boolean> {
    const found = this.#follow(await listGenerations(this.#options.link));
    this.#isLookedAt = true;
    const there = new Set(found.map(({ key }) => key));
    for (const [key, indexer] of this.#events) {
      if (there.has(key)) continue;
      this.#events.delete(key);
      await indexer.stop();
    }
    for (const { indexer, info } of found) await indexer.look(info);
    return false;
  }

  /** Starts an indexer for each event stream that has none. */
  #follow(
    generations: readonly FoundGeneration[],
  ): { key: string; info: StreamInfo; indexer: StreamIndexer<Delivery> }[] {
    const { link, index, window } = this.#options;
    if (this.#pruning.isStopped) throw new LogUnavailable('The index was closed.');
    const partitions = generations.reduce((sum, { streams }) => sum + streams.size, 0);
    const limits = {
      maxRows: Math.ceil(window.ledgerIndexRows / Math.max(1, partitions)),
      windowMs: window.ledgerHours * 3_600_000,
    };
    return generations.flatMap(({ number: generation, streams }) =>
      [...streams].map(([partition, info]) => {
        const key = `${generation}-${partition}`;
        let indexer = this.#events.get(key);
        if (!indexer) {
          const indexed = indexedEvents({ link, index, generation, partition, ...limits });
          indexer = this.#run(new StreamIndexer(link, indexed, info));
          this.#events.set(key, indexer);
        }
        return { key, info, indexer };
      }),
    );
  }

  async #prune(): Promise<number> {
    const { index, window } = this.#options;
    const { ledgerHours, ledgerIndexRows: maxRows } = window;
    const storedBefore = Date.now() - ledgerHours * 3_600_000;
    const ledgerFirst = this.#ledger.progress.info?.state.first_seq ?? 0;
    const more = await index.prune({ storedBefore, ledgerFirst, maxRows });
    return more ? BETWEEN_STEPS_MS : PRUNE_MS;
  }
}
