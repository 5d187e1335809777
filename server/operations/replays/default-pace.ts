import type { ReplayPace } from '../../../contracts/operation.ts';
import type { PlanRequest } from '../../../contracts/replay.ts';

const DEFAULT: ReplayPace = {
  canary: 10,
  holdAfterCanary: false,
  ratePerSecond: 50,
  stopAtFailureShare: 0.2,
  stopAfterFailures: 5,
};

/** A complete pace from the requested part of it. */
export const paceOf = (asked: PlanRequest['pace']): ReplayPace => ({ ...DEFAULT, ...asked });

const ROUND_SECONDS = 0.3;

/** The shortest time for this many dead letters: the canary and the doubling rounds after it, then the rate. */
export function estimateSeconds(count: number, pace: ReplayPace): number {
  let ended = 0;
  let seconds = 0;
  for (let round = pace.canary; ended < count && round < pace.ratePerSecond * ROUND_SECONDS; round = ended) {
    ended += round;
    seconds += ROUND_SECONDS;
  }
  return Math.ceil(seconds + Math.max(0, count - ended) / pace.ratePerSecond);
}
