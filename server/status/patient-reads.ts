import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { withDeadline } from '../../contracts/timing/within.ts';
import type { ReadableProjection } from './readable-projection.ts';

interface PatienceLimits {
  storeReadMs: number;
  storeReadsLate: number;
}

/** How long a store counts as hanging after a slow read, unless it answers meanwhile. */
const HANGS_MS = 1_000;

/**
 * Reads of one store for answers that can't wait for it. Each read fails after its time limit, as an outage. While the store
 * hangs, or too many late reads are still open, further reads fail at once, so that answers don't wait and late reads don't
 * pile up. Any answer of the store, however late, ends that.
 */
export class PatientReads {
  readonly #limits: PatienceLimits;
  #late = 0;
  #hangsUntil = 0;

  constructor(limits: PatienceLimits) {
    this.#limits = limits;
  }

  /** Rejects with what `read` rejects with, or with the StoreFailure `store-timeout`. */
  async run<Result>(read: () => Promise<Result>): Promise<Result> {
    const { storeReadMs, storeReadsLate } = this.#limits;
    if (this.#late >= storeReadsLate || performance.now() < this.#hangsUntil)
      throw outage('The store did not answer earlier reads in time.');
    let isLate = false;
    const reading = read();
    const ended = () => {
      if (isLate) this.#late -= 1;
    };
    reading.then(() => {
      ended();
      this.#hangsUntil = 0;
    }, ended);
    return withDeadline(storeReadMs, reading, () => {
      isLate = true;
      this.#late += 1;
      this.#hangsUntil = performance.now() + HANGS_MS;
      return outage(`The store did not answer within ${storeReadMs} ms.`);
    });
  }
}

/** The projection for answers to requests: every read of its store has a time limit. */
export const patientProjection = <Patient extends ReadableProjection>(
  projection: Patient,
  reads: PatientReads,
): Patient => ({
  ...projection,
  verify: (event) => reads.run(() => projection.verify(event)),
  epochId: () => reads.run(() => projection.epochId()),
  filledFrom: () => reads.run(() => projection.filledFrom()),
});

/** These reads of a store, each with its time limit. */
export const withPatience = <Store, Name extends keyof Store & string>(
  store: Store,
  names: readonly Name[],
  reads: PatientReads,
): Pick<Store, Name> =>
  Object.fromEntries(
    names.map((name) => {
      const read = store[name] as (...input: unknown[]) => Promise<unknown>;
      return [name, (...input: unknown[]) => reads.run(() => read.apply(store, input))];
    }),
  ) as Pick<Store, Name>;

const outage = (message: string): StoreFailure => new StoreFailure('outage', 'store-timeout', message);
