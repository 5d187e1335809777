/** Small enough for a store that has just come back, large enough to be worth its while. */
const LEAST = 500;

/**
 * How many events are given to a store at once: all there are, as long as it takes them in a fraction of the time a
 * call has. A slow store is given fewer, so that what it was given is never beyond what it can do; one that failed
 * begins again with few.
 */
export class BatchSize {
  readonly #least: number;
  readonly #most: number;
  readonly #longMs: number;
  #current: number;

  /** `longMs`: a call that takes longer than this was given too much. */
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
