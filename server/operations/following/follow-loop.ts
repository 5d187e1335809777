import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';

/** How long after a failure it is tried again. */
const RETRY_MS = 250;

export interface FollowLoopOptions {
  /** One step; true where there may be more at once. */
  advance(): Promise<boolean>;
  /** What is to be forgotten after a step that failed. */
  onFailure(): void;
  /** How long is waited after a step that gave nothing. */
  pollMs: number;
  logger: Logger;
  /** What is said where the index itself fails: once, until it is over. */
  complaint: string;
}

/** Steps on for ever, over every failure of the log or the disk: what keeps an index as its streams are. */
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
    const { advance, onFailure, pollMs, logger, complaint } = this.#options;
    let complained = false;
    while (!this.#stop.signal.aborted) {
      let waitMs = pollMs;
      try {
        if (await advance()) waitMs = 0;
        complained = false;
      } catch (error) {
        waitMs = RETRY_MS;
        onFailure();
        // A log that is away is told of elsewhere.
        if (!complained && !(error instanceof LogUnavailable) && !this.#stop.signal.aborted) {
          logger.warn({ err: error }, complaint);
          complained = true;
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
