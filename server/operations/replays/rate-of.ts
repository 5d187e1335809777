import type { ReplayJob } from './replay-job.ts';
import { rampedOf } from './stages-of.ts';

const OVER_MS = 10_000;
/** Below this time a rate would be that of one or two portions. */
const KNOWN_AFTER_MS = 2_000;

/**
 * Outcomes per second, over at most the last ten seconds, and only over time at one pace: since the last resume, and since the
 * end of the ramp. Null until that is meaningful. A ramp doubles by the round, so its rate predicts nothing; it counts only
 * if the ramp lasts so long that it is the pace.
 */
export function rateOf(
  job: Pick<ReplayJob, 'count' | 'pace' | 'outcomes' | 'sendingSince'>,
  maxUnderWay: number,
  now: number,
): number | null {
  if (job.sendingSince === null) return null;
  const ramped = rampedOf(job, maxUnderWay);
  const inRamp = job.outcomes.size < ramped;
  const since = Math.max(job.sendingSince, inRamp ? 0 : rampEnd(job, ramped));
  if (now - since < (inRamp ? OVER_MS : KNOWN_AFTER_MS)) return null;
  const from = Math.max(since, now - OVER_MS);
  // Compared as strings: there may be a hundred thousand of them.
  const fromIso = new Date(from).toISOString();
  let recent = 0;
  for (const { at } of job.outcomes.values()) if (at > fromIso) recent += 1;
  return recent / ((now - from) / 1_000);
}

/** Unix ms: when the last dead letter of the ramp ended. */
function rampEnd({ outcomes }: Pick<ReplayJob, 'outcomes'>, ramped: number): number {
  let ended = 0;
  for (const { at } of outcomes.values()) {
    ended += 1;
    if (ended === ramped) return Date.parse(at);
  }
  return 0;
}
