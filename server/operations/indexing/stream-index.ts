import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { StreamEnd } from '../../../adapters/jetstream/consume/index-progress.ts';
import type { StreamIndexer } from '../../../adapters/jetstream/consume/stream-indexer.ts';
import type { IndexCurrency } from '../../../contracts/dead-letters.ts';
import { withDeadline } from '../../../contracts/timing/within.ts';
import type { CurrentIndex } from './complete-reading.ts';

/** The pause before a reading is repeated. */
const AGAIN_MS = 20;

/** The progress an index needs, for one stream, to hold what the stream had at some moment. */
interface WantedEnd {
  indexer: Pick<StreamIndexer<unknown>, 'reach' | 'isKept' | 'progress'>;
  end: StreamEnd;
}

interface StreamIndexOptions {
  link: NatsLink;
  /** The streams that fill the index now; none while that is unknown. */
  indexers(): readonly Pick<StreamIndexer<unknown>, 'progress'>[];
  /** The present ends of the index's streams. Throws LogUnavailable, ApiRefusal. */
  ends(): Promise<readonly WantedEnd[]>;
}

/** An index that is filled from streams: its progress, and readings that hold everything the streams had. */
export class StreamIndex implements CurrentIndex {
  readonly #options: StreamIndexOptions;

  constructor(options: StreamIndexOptions) {
    this.#options = options;
  }

  currency(): IndexCurrency {
    const progress = this.#options.indexers().map(({ progress }) => progress);
    return {
      caughtUp: this.#options.link.isUp && progress.length > 0 && progress.every(({ isAtEnd }) => isAtEnd),
      behind: progress.reduce((sum, { behind }) => sum + behind, 0),
      of: progress.reduce((sum, { info }) => sum + (info?.state.messages ?? 0), 0),
      readAt: new Date().toISOString(),
    };
  }

  /**
   * The result of `read` once the index holds everything that its streams had at the call; undefined if it does not within
   * `timeoutMs`. It may read more than once: a result from a file that was removed meanwhile is not used. Throws
   * LogUnavailable, StoreFailure, and what `read` throws.
   */
  async readCurrent<Result>(timeoutMs: number, read: () => Promise<Result>): Promise<Result | undefined> {
    const deadline = performance.now() + timeoutMs;
    const late = () => new LogUnavailable('The log did not report the ends of its streams in time.');
    const wanted = await withDeadline(timeoutMs, this.#options.ends(), late);
    for (;;) {
      const left = deadline - performance.now();
      const reached = wanted.map(({ indexer, end }) => indexer.reach(end, left));
      if (!(await Promise.all(reached)).every(Boolean)) return undefined;
      // While it waited for one stream, another may have been emptied again.
      if (!wanted.every(({ indexer, end }) => indexer.progress.holds(end))) continue;
      const before = wanted.map(({ indexer: { progress } }) => ({
        at: progress.stored,
        restarts: progress.restarts,
      }));
      const result = await read();
      const kept = await Promise.all(wanted.map(({ indexer }, n) => indexer.isKept(before[n]!.at)));
      const isSame = wanted.every(({ indexer }, n) => indexer.progress.restarts === before[n]!.restarts);
      if (isSame && kept.every(Boolean)) return result;
      if (performance.now() > deadline) return undefined;
      await pause(AGAIN_MS);
    }
  }
}
