import type { ReplayStage, ReplaySummary } from '../../../contracts/replay.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { type Status, status } from './family.ts';

/** The mark of a requested replay while the worker that refused its dead letters is still running. */
export const refusedAgain: Status = status('warn', 'still running');

/** The mark of what a replay works on. */
export const replayRuns: Status = status('active', 'running');

/** A replay's state; for one that has ended or is paused, also how. */
export function replayStatus(job: Pick<ReplaySummary, 'state' | 'pausedBy' | 'outcomes' | 'count'>): Status {
  const { failedAgain, skipped } = job.outcomes;
  switch (job.state) {
    case 'creating':
      return status('none', 'being written');
    case 'running':
      return status('active', 'running');
    case 'cancelled':
      return status('none', 'cancelled');
    case 'paused':
      if (job.pausedBy === 'failures') return status('bad', 'stopped itself');
      return status('held', 'paused');
    case 'finished':
      if (failedAgain > 0 && failedAgain === job.count)
        return status('bad', job.count === 1 ? 'failed' : 'all failed');
      if (failedAgain > 0) return status('warn', 'some failed');
      return skipped > 0 ? status('warn', 'some skipped') : status('ok', 'all proven');
  }
}

/** A plan that is not a job yet. */
export const plannedStatus: Status = status('none', 'planned');

/** A stage of a replay; `holds` where the replay is paused before the stage is complete. */
export function stageStatus({ count, ended, failed }: ReplayStage, holds: Status | null): Status {
  const word = `${formatCount(ended)} of ${formatCount(count)}`;
  if (ended === count) return failed > 0 ? status('warn', word) : status('ok', word);
  if (ended === 0) return status('none', word);
  return holds === null ? status('active', word) : { ...holds, word };
}

/** The outcome of dead letters of a replay: proven by a read, or not. */
export const outcomeStatus = {
  applied: status('ok', 'applied'),
  superseded: status('ok', 'superseded'),
  rejected: status('none', 'rejected', 'slashed'),
  failedAgain: status('bad', 'failed again'),
  skipped: status('none', 'skipped', 'slashed'),
  underWay: status('active', 'under way'),
  waiting: status('none', 'waiting'),
} as const;
