import { within } from '../../contracts/timing/within.ts';
import type { ReadableProjection } from './readable-projection.ts';

interface Known {
  readAt: number;
  epochId: string | null | undefined;
  asking: Promise<void> | undefined;
}

/** Until a new build is known, reads of a store that was emptied a moment ago say that nothing waits. */
const FRESH_MS = 50;
/** A store that answers late must not hold up what the log alone could answer. */
const PATIENCE_MS = 200;

/** Which build of their store projections are at, asked at most once in 50 ms a projection however many ask. */
export class EpochsCache {
  readonly #projections: Map<string, Pick<ReadableProjection, 'epochId'>>;
  readonly #known = new Map<string, Known>();

  constructor(projections: readonly Pick<ReadableProjection, 'name' | 'epochId'>[]) {
    this.#projections = new Map(projections.map((projection) => [projection.name, projection]));
  }

  /** Null where there is none; the last that was known, or undefined, where the store can't be asked now. */
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
      // The store is down; whoever reads it tells.
    } finally {
      known.readAt = performance.now();
      known.asking = undefined;
    }
  }
}
