import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { withDeadline } from '../../contracts/within.ts';

export interface PatienceLimits {
  storeReadMs: number;
  storeReadsLate: number;
}

/** How long a store counts as hanging after a read was too slow, unless it answers meanwhile. */
const HANGS_MS = 1_000;

/**
 * Reads of one store for answers that can't wait for it. Each read fails after its time, as an outage. While the store
 * hangs, and while too many late reads are still open, further reads fail at once: so answers don't wait, and late reads
 * don't pile up. Any answer of the store, however late, ends that.
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
      throw outage('The store did not answer the reads before this one in time.');
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

const outage = (message: string): StoreFailure => new StoreFailure('outage', 'store-timeout', message);
