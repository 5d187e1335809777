import type { ReplayOutcome } from '../../../contracts/operation.ts';
import { MAX_LISTED_FAILURES, type Replay, type ReplaySummary } from '../../../contracts/replay.ts';
import type { ReplayJob } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';

const RATE_OVER_MS = 10_000;

/** A replay in a list. */
export function summarizeReplay(service: ReplayService, job: ReplayJob): ReplaySummary {
  const outcomes = { applied: 0, superseded: 0, rejected: 0, failedAgain: 0, skipped: 0 };
  const since = Date.now() - RATE_OVER_MS;
  let recent = 0;
  for (const { outcome, at } of job.outcomes.values()) {
    outcomes[outcome === 'failed-again' ? 'failedAgain' : outcome] += 1;
    if (Date.parse(at) > since) recent += 1;
  }
  return {
    replayId: job.replayId,
    title: job.title,
    createdBy: job.createdBy,
    createdAt: job.createdAt,
    reason: job.reason,
    override: job.override,
    state: job.state,
    why: job.why ?? (job.finishedAt ? null : (service.waits.get(job.replayId) ?? null)),
    count: job.count,
    waiting: job.count - job.outcomes.size - job.underWay.size,
    underWay: job.underWay.size,
    outcomes,
    ratePerSecond: recent / (RATE_OVER_MS / 1_000),
    finishedAt: job.finishedAt,
  };
}

/** A replay whole: its acts, and what did not end well. */
export function showReplay(service: ReplayService, job: ReplayJob): Replay {
  const failures = [...job.outcomes.values()]
    .filter(({ outcome }) => outcome !== 'applied' && outcome !== 'superseded')
    .slice(-MAX_LISTED_FAILURES)
    .map((outcome) => ({
      entry: outcome.entry,
      outcome: outcome.outcome,
      detail: detailOf(outcome),
      at: outcome.at,
    }));
  return { ...summarizeReplay(service, job), pace: job.pace, failures, acts: job.acts };
}

function detailOf(outcome: ReplayOutcome): string {
  if (outcome.outcome === 'failed-again') return outcome.code;
  if (outcome.outcome === 'skipped') return outcome.why;
  return outcome.outcome === 'rejected' ? 'A rule said no: the command’s status tells which.' : '';
}
