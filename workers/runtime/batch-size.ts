/** Small enough for a store that has just recovered, large enough to be efficient. */
const LEAST = 500;

/**
 * How many events a store gets at once: all there are, as long as it takes them in a fraction of a call's time limit. A slow
 * store gets fewer, so that a call always ends in time. After a failure it begins again with few.
 */
export class BatchSize {
  readonly #least: number;
  readonly #most: number;
  readonly #longMs: number;
  #current: number;

  /** `longMs`: a call that takes longer had too many events. */
  constructor(most: number, longMs: number) {
    this.#least = Math.min(LEAST, most);
    this.#most = most;
    this.#longMs = longMs;
    this.#current = most;
  }

  get current(): number {
    return this.#current;
  }

  took(events: number, ms: number): void {
    if (ms > this.#longMs) this.#current = Math.max(this.#least, events >> 1);
    else if (events >= this.#current && ms < this.#longMs / 2)
      this.#current = Math.min(this.#most, 2 * this.#current);
  }

  failed(): void {
    this.#current = this.#least;
  }
}
