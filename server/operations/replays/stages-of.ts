import type { ReplayStage } from '../../../contracts/replay.ts';
import type { ReplayJob } from './replay-job.ts';

/**
 * The progress of each stage of the pace. Dead letters belong to a stage by the order in which they ended: the canary's come
 * first, as nothing else is sent before; the ramp doubles until the rate, or the number allowed under way, is the limit.
 */
export function stagesOf(
  job: Pick<ReplayJob, 'count' | 'pace' | 'outcomes'>,
  maxUnderWay: number,
): ReplayStage[] {
  const first = Math.min(job.pace.canary, job.count);
  const ramped = rampedOf(job, maxUnderWay);
  const stages = [
    begin('first', first),
    begin('ramp', ramped - first),
    begin('rest', job.count - ramped),
  ].filter(({ count }) => count > 0);
  const left = [...stages];
  for (const { outcome, at: endedAt } of job.outcomes.values()) {
    const [stage] = left;
    if (!stage) break;
    stage.ended += 1;
    if (outcome === 'failed-again') stage.failed += 1;
    if (stage.ended < stage.count) continue;
    stage.endedAt = endedAt;
    left.shift();
  }
  return stages;
}

/** The number of ended dead letters that completes the ramp, canary included. */
export function rampedOf({ count, pace }: Pick<ReplayJob, 'count' | 'pace'>, maxUnderWay: number): number {
  const first = Math.min(pace.canary, count);
  return Math.max(first, Math.min(count, pace.ratePerSecond, maxUnderWay));
}

const begin = (stage: ReplayStage['stage'], count: number): ReplayStage => ({
  stage,
  count,
  ended: 0,
  failed: 0,
  endedAt: null,
});
