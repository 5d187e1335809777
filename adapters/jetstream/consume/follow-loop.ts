import { Repeat } from '../../../contracts/timing/repeat.ts';
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
export function followLoop({ advance, pollMs, onFailure }: FollowLoopOptions): Repeat {
  let isReported = false;
  return new Repeat(async (stopped) => {
    try {
      const hasMore = await advance();
      isReported = false;
      return hasMore ? 0 : pollMs;
    } catch (error) {
      if (!isReported && !(error instanceof LogUnavailable) && !stopped.aborted) {
        onFailure(error);
        isReported = true;
      }
      return RETRY_MS;
    }
  });
}
