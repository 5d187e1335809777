import type { Failure } from './failure.ts';

export interface FailureLimits {
  /** How long after each failed attempt the next one is due, in milliseconds. */
  retryScheduleMs: readonly number[];
  bugAttempts: number;
}

/**
 * What happens to an event after its n-th failed attempt of a round:
 *
 *   | failure        | tried                                        | then        |
 *   |----------------|----------------------------------------------|-------------|
 *   | poison         | once                                         | dead letter |
 *   | crash          | `crashAttempts` times, alone (`quarantine`)  | dead letter |
 *   | bug, hang      | `bugAttempts` times, on the schedule         | dead letter |
 *   | transient      | once, then once per time in the schedule     | dead letter |
 */
export function planFailure(
  failureClass: Failure['class'],
  failed: number,
  { retryScheduleMs, bugAttempts }: FailureLimits,
): { retryInMs: number } | 'dead-letter' {
  const allowed = {
    poison: 1,
    crash: 1,
    bug: bugAttempts,
    hang: bugAttempts,
    transient: retryScheduleMs.length + 1,
  }[failureClass];
  if (failed >= allowed) return 'dead-letter';
  return { retryInMs: retryScheduleMs[Math.min(failed, retryScheduleMs.length) - 1] ?? 0 };
}
