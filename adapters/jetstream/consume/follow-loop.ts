import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailable } from '../connection/log-unavailable.ts';

/** How long after a failed step the next one begins. */
const RETRY_MS = 250;

export interface FollowLoopOptions {
  /** One step; true where there may be more at once. */
  advance(): Promise<boolean>;
  /** The pause after a step that found nothing. */
  pollMs: number;
  /** Called for the first of several failures in a row; not for LogUnavailable, which others report. */
  onFailure(error: unknown): void;
}

/** Repeats a step until it is stopped, whatever the log or the disk does. */
export class FollowLoop {
  readonly #options: FollowLoopOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #awake = new AbortController();

  constructor(options: FollowLoopOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  /** Ends the pause before the next step. */
  wake(): void {
    this.#awake.abort();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { advance, pollMs, onFailure } = this.#options;
    let reported = false;
    while (!this.#stop.signal.aborted) {
      let waitMs = pollMs;
      try {
        if (await advance()) waitMs = 0;
        reported = false;
      } catch (error) {
        waitMs = RETRY_MS;
        if (!reported && !(error instanceof LogUnavailable) && !this.#stop.signal.aborted) {
          onFailure(error);
          reported = true;
        }
      }
      if (waitMs > 0) await this.#rest(waitMs);
    }
  }

  async #rest(waitMs: number): Promise<void> {
    this.#awake = new AbortController();
    const signal = AbortSignal.any([this.#awake.signal, this.#stop.signal]);
    await pause(waitMs, undefined, { signal }).catch(() => {});
  }
}
