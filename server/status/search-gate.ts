import { ProblemError } from '../http/problem-error.ts';

/**
 * Limits how many searches of the log run and wait. A search for an id that doesn't exist reads the log until its deadline,
 * and a client may ask for many.
 */
export class SearchGate {
  readonly #atOnce: number;
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number, maxWaiting: number) {
    this.#atOnce = atOnce;
    this.#maxWaiting = maxWaiting;
  }

  /** Runs a search when there is room. Throws ProblemError if too many wait already. */
  async run<Result>(search: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#atOnce) {
      if (this.#waiting.length >= this.#maxWaiting) {
        throw new ProblemError(
          'unavailable',
          'Too many searches for commands are in progress. Try again in a second.',
          {
            headers: { 'retry-after': '1' },
          },
        );
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await search();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
