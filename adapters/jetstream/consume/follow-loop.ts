import { Repeat } from '../../../contracts/timing/repeat.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';

/** The pause after a failed step. */
const RETRY_MS = 250;

export interface FollowLoopOptions {
  /** One step; true if there may be more at once. */
  advance(): Promise<boolean>;
  /** The pause after a step that found nothing. */
  pollMs: number;
  /** Called for the first of several equal failures in a row; not for LogUnavailable, which others report. */
  onFailure(error: unknown): void;
}

/** Repeats a step until it is stopped, whatever the log or the disk does. */
export const followLoop = ({ advance, pollMs, onFailure }: FollowLoopOptions): Repeat =>
  new Repeat(async () => ((await advance()) ? 0 : pollMs), {
    retryMs: RETRY_MS,
    onFailure(error) {
      if (!(error instanceof LogUnavailable)) onFailure(error);
    },
  });
