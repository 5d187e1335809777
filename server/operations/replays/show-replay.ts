import type { ReplayOutcome } from '../../../contracts/operation.ts';
import {
  MAX_CAUSES,
  MAX_LISTED_FAILURES,
  type Replay,
  type ReplaySummary,
} from '../../../contracts/replay.ts';
import { DOES_NOT_REACH } from './plan-replay.ts';
import { rateOf } from './rate-of.ts';
import type { ReplayJob } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';
import { stagesOf } from './stages-of.ts';

/** A replay in a list. */
export function summarizeReplay(service: ReplayService, job: ReplayJob): ReplaySummary {
  const { 'failed-again': failedAgain, ...others } = job.tally;
  return {
    replayId: job.replayId,
    title: job.title,
    createdBy: job.createdBy,
    createdAt: job.createdAt,
    reason: job.reason,
    override: job.override,
    state: job.state,
    why: job.why ?? (job.finishedAt ? null : (service.waits.get(job.replayId) ?? null)),
    pausedBy: job.pausedBy,
    holdsAfter: holdsAfter(job),
    count: job.count,
    waiting: job.count - job.outcomes.size - job.underWay.size,
    underWay: job.underWay.size,
    outcomes: { ...others, failedAgain },
    ratePerSecond: job.finishedAt ? 0 : rateOf(job, service.replayMaxUnderWay, Date.now()),
    finishedAt: job.finishedAt,
  };
}

/** A replay in full: its stages, its actions, and the dead letters that did not end well. */
export function showReplay(service: ReplayService, job: ReplayJob): Replay {
  const failures = [...job.outcomes.values()]
    .filter(({ outcome }) => outcome !== 'applied' && outcome !== 'superseded')
    .slice(-MAX_LISTED_FAILURES)
    .map((outcome) => ({
      deadLetterId: outcome.deadLetterId,
      outcome: outcome.outcome,
      detail: detailOf(outcome),
      at: outcome.at,
    }));
  return {
    ...summarizeReplay(service, job),
    pace: job.pace,
    reaches: reachOf(job),
    doesNotReach: DOES_NOT_REACH,
    stages: stagesOf(job, service.replayMaxUnderWay),
    causes: causesOf(job),
    failures,
    actions: job.actions,
  };
}

function holdsAfter({ pace, count, finishedAt, heldAfterCanary, pausedBy, state }: ReplayJob): number | null {
  if (!pace.holdAfterCanary || count <= pace.canary) return null;
  const ended = finishedAt !== null || state === 'cancelled';
  return ended || (heldAfterCanary && pausedBy !== 'canary') ? null : pace.canary;
}

/** By their ids, which begin with their consumer. */
function reachOf(job: ReplayJob): Replay['reaches'] {
  const counts = new Map<string, number>();
  for (const deadLetterId of job.deadLetterIds) {
    const consumer = deadLetterId.slice(0, deadLetterId.lastIndexOf('.'));
    counts.set(consumer, (counts.get(consumer) ?? 0) + 1);
  }
  return [...counts].map(([consumer, deadLetters]) => ({ consumer, deadLetters }));
}

function causesOf(job: ReplayJob): Replay['causes'] {
  const causes = new Map<string, Replay['causes'][number]>();
  for (const each of job.outcomes.values()) {
    const { outcome } = each;
    if (outcome === 'applied' || outcome === 'superseded') continue;
    const detail = detailOf(each);
    const cause = causes.get(`${outcome} ${detail}`) ?? { outcome, detail, count: 0 };
    cause.count += 1;
    causes.set(`${outcome} ${detail}`, cause);
  }
  return [...causes.values()].sort((a, b) => b.count - a.count).slice(0, MAX_CAUSES);
}

function detailOf(outcome: ReplayOutcome): string {
  if (outcome.outcome === 'failed-again') return outcome.code;
  if (outcome.outcome === 'skipped') return outcome.why;
  return outcome.outcome === 'rejected' ? "A rule rejected the event. The command's status says which." : '';
}
