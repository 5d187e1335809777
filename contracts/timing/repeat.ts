import { setTimeout as pause } from 'node:timers/promises';

/** Repeats a step until `stop`, one at a time. */
export class Repeat {
  readonly #stopped = new AbortController();
  readonly #ended: Promise<void>;
  #rest = new AbortController();

  /** `step` returns how long to wait before the next one, in ms, and must not reject. */
  constructor(step: (stopped: AbortSignal) => Promise<number> | number) {
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

  async #run(step: (stopped: AbortSignal) => Promise<number> | number): Promise<void> {
    // The caller's constructor ends first.
    await undefined;
    while (!this.isStopped) {
      this.#rest = new AbortController();
      const waitMs = await step(this.#stopped.signal);
      if (waitMs > 0 && !this.isStopped)
        await pause(waitMs, undefined, { signal: this.#rest.signal }).catch(() => {});
    }
  }
}
