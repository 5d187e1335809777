import type { ReplayJob } from './replay-job.ts';
import { rampedOf } from './stages-of.ts';

const OVER_MS = 10_000;
/** Before so long a rate would be of one or two portions. */
const KNOWN_AFTER_MS = 2_000;

/**
 * Outcomes a second, over the last ten at most, and only over the time in which it went at one pace: from when it went on
 * last, and from the end of its ramp. Null until that says something. A ramp's own rate tells nothing of the rest, as it
 * doubles by the round: it counts only where the ramp lasts for so long that it is the pace.
 */
export function rateOf(
  job: Pick<ReplayJob, 'count' | 'pace' | 'outcomes' | 'goingSince'>,
  maxUnderWay: number,
  now: number,
): number | null {
  if (job.goingSince === null) return null;
  const ramped = rampedOf(job, maxUnderWay);
  const inRamp = job.outcomes.size < ramped;
  const since = Math.max(job.goingSince, inRamp ? 0 : rampEnd(job, ramped));
  if (now - since < (inRamp ? OVER_MS : KNOWN_AFTER_MS)) return null;
  const from = Math.max(since, now - OVER_MS);
  // Compared as they are written: there may be a hundred thousand of them.
  const fromIso = new Date(from).toISOString();
  let recent = 0;
  for (const { at } of job.outcomes.values()) if (at > fromIso) recent += 1;
  return recent / ((now - from) / 1_000);
}

/** Unix ms: when the last of those ended that the ramp is made of. */
function rampEnd({ outcomes }: Pick<ReplayJob, 'outcomes'>, ramped: number): number {
  let ended = 0;
  for (const { at } of outcomes.values()) {
    ended += 1;
    if (ended === ramped) return Date.parse(at);
  }
  return 0;
}
