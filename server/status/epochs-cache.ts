import { within } from '../../contracts/timing/within.ts';
import type { ReadableProjection } from './readable-projection.ts';

interface Known {
  readAt: number;
  epochId: string | null | undefined;
  asking: Promise<void> | undefined;
}

/** Until a new epoch is known, reads of a store that was just emptied say that nothing is pending. */
const FRESH_MS = 50;
/** A slow store must not delay answers that need only the log. */
const PATIENCE_MS = 200;

/** The present epoch of each projection's store, read at most once in 50 ms per projection, for all callers together. */
export class EpochsCache {
  readonly #projections: Map<string, Pick<ReadableProjection, 'epochId'>>;
  readonly #known = new Map<string, Known>();

  constructor(projections: readonly Pick<ReadableProjection, 'name' | 'epochId'>[]) {
    this.#projections = new Map(projections.map((projection) => [projection.name, projection]));
  }

  /** Null if there is none. If the store can't be read now, the last known epoch, or undefined. */
  async read(projection: string): Promise<string | null | undefined> {
    const known = this.#known.get(projection) ?? { readAt: -FRESH_MS, epochId: undefined, asking: undefined };
    this.#known.set(projection, known);
    if (performance.now() - known.readAt < FRESH_MS) return known.epochId;
    known.asking ??= this.#ask(projection, known);
    await within(PATIENCE_MS, known.asking, undefined);
    return known.epochId;
  }

  async #ask(projection: string, known: Known): Promise<void> {
    try {
      known.epochId = await this.#projections.get(projection)?.epochId();
    } catch {
      // The store is down; its readers report that.
    } finally {
      known.readAt = performance.now();
      known.asking = undefined;
    }
  }
}
