import { setTimeout as pause } from 'node:timers/promises';

interface RepeatOptions {
  /** Gets the error of a step that failed; of several in a row with the same message, the first. */
  onFailure(error: unknown): void;
  /** How long after a failed step the next one begins, in ms. */
  retryMs: number;
}

/** Repeats a step until `stop`, one at a time, whatever the step throws. */
export class Repeat {
  readonly #options: RepeatOptions;
  /** The message of the last step's error; undefined if it succeeded. */
  #failure: string | undefined;
  readonly #stopped = new AbortController();
  readonly #ended: Promise<void>;
  #rest = new AbortController();

  /** `step` returns how long to wait before the next one, in ms. */
  constructor(step: () => Promise<number> | number, options: RepeatOptions) {
    this.#options = options;
    this.#ended = this.#run(step);
  }

  get isStopped(): boolean {
    return this.#stopped.signal.aborted;
  }

  /** Ends the wait before the next step. */
  wake(): void {
    this.#rest.abort();
  }

  /** Resolves when the step under way has ended. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#rest.abort();
    await this.#ended;
  }

  async #run(step: () => Promise<number> | number): Promise<void> {
    // The caller's constructor ends first.
    await undefined;
    while (!this.isStopped) {
      this.#rest = new AbortController();
      const waitMs = await this.#attempt(step);
      if (waitMs > 0 && !this.isStopped)
        await pause(waitMs, undefined, { signal: this.#rest.signal }).catch(() => {});
    }
  }

  async #attempt(step: () => Promise<number> | number): Promise<number> {
    try {
      const waitMs = await step();
      this.#failure = undefined;
      return waitMs;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const isNew = message !== this.#failure;
      this.#failure = message;
      try {
        if (isNew && !this.isStopped) this.#options.onFailure(error);
      } catch {
        // A report that fails must not end the steps.
      }
      return this.#options.retryMs;
    }
  }
}
