import { isAnotherLog, refuseAnotherLog } from '../../contracts/ports/another-log.ts';
import { within } from '../../contracts/timing/within.ts';
import type { GenerationsCache } from './generations-cache.ts';
import type { ReadableProjection } from './readable-projection.ts';

const FRESH_MS = 1_000;
const PATIENCE_MS = 200;

interface Known {
  readAt: number;
  filledFrom: Promise<string | null>;
}

/**
 * Whether the stores of projections are filled from the log that NATS serves, checked at most once a second per projection,
 * for all callers together. The content of another log proves nothing about the events of this one.
 */
export class LogMatch {
  readonly #generations: Pick<GenerationsCache, 'logId'>;
  readonly #known = new Map<string, Known>();

  constructor(generations: Pick<GenerationsCache, 'logId'>) {
    this.#generations = generations;
  }

  /** Throws StoreFailure if the store comes from another log or can't be read, and LogUnavailable. */
  async check(projection: Pick<ReadableProjection, 'name' | 'filledFrom'>): Promise<void> {
    const [filledFrom, logId] = await Promise.all([this.#filledFrom(projection), this.#generations.logId()]);
    refuseAnotherLog(projection.name, filledFrom, logId);
  }

  /**
   * Whether the store is known to come from another log. A slow store must not delay answers that need only the log.
   */
  isAnother(projection: Pick<ReadableProjection, 'name' | 'filledFrom'>): Promise<boolean> {
    const asked = this.check(projection).then(() => false, isAnotherLog);
    return within(PATIENCE_MS, asked, false);
  }

  /** The projection, with a check before each proof: a store of another log proves nothing. */
  guard<Guarded extends ReadableProjection>(projection: Guarded): Guarded {
    return {
      ...projection,
      verify: async (event) => (await Promise.all([projection.verify(event), this.check(projection)]))[0],
    };
  }

  #filledFrom(projection: Pick<ReadableProjection, 'name' | 'filledFrom'>): Promise<string | null> {
    const now = performance.now();
    const known = this.#known.get(projection.name);
    if (known && now - known.readAt < FRESH_MS) return known.filledFrom;
    const filledFrom = projection.filledFrom();
    this.#known.set(projection.name, { readAt: now, filledFrom });
    filledFrom.catch(() => this.#known.delete(projection.name));
    return filledFrom;
  }
}
