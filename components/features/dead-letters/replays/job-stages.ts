import type { Replay, ReplayPlan, ReplayStage } from '../../../../contracts/replay.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { endedOf, provenOf } from '../../../api/models/progress-of.ts';
import type { Status } from '../../../ui/status/family.ts';
import { outcomeStatus, plannedStatus, replayStatus, stageStatus } from '../../../ui/status/replay-status.ts';
import type { StageRow } from './stage-rows.tsx';

/** Whether a replay has stages and a rate: a replay of one dead letter has neither. */
export const isPaced = ({ count }: Pick<ReplayPlan, 'count'>): boolean => count > 1;

const nameOf = ({ stage, count }: ReplayStage): string =>
  stage === 'first' ? `First ${formatCount(count)}` : stage === 'ramp' ? 'Ramp' : 'Rest';

/** The planned stages of a job's pace, with the proven outcomes of each. */
export function jobStages(job: Replay): StageRow[] {
  const { outcomes, count, stages } = job;
  const status = job.state === 'running' ? null : replayStatus(job);
  const proven = provenOf(outcomes);
  return [
    {
      name: 'Planned',
      status: { ...plannedStatus, mark: 'check', word: formatCount(count) },
      failed: null,
      at: job.createdAt,
    },
    ...(isPaced(job) ? stages : []).map((stage) => ({
      name: nameOf(stage),
      status: stageStatus(stage, status),
      failed: stage.ended === 0 ? null : stage.failed,
      at: stage.endedAt,
    })),
    {
      name: 'Proven',
      status: provenStatus(job, proven),
      failed: endedOf(outcomes) === 0 ? null : outcomes.failedAgain,
      at: job.finishedAt,
    },
  ];
}

function provenStatus(job: Replay, proven: number): Status {
  const word = `${formatCount(proven)} of ${formatCount(job.count)}`;
  if (proven === job.count) return { ...outcomeStatus.applied, word };
  if (job.finishedAt === null)
    return { ...(proven === 0 ? outcomeStatus.waiting : outcomeStatus.underWay), word };
  const { family, mark } = replayStatus(job);
  return { family, mark, word };
}

/** The stages of a plan: how many dead letters each would send. */
export function plannedStages({ stages, count, selectedAt }: ReplayPlan): StageRow[] {
  const row = (name: string, of: number, at: string | null = null): StageRow => ({
    name,
    status: { ...plannedStatus, word: formatCount(of) },
    failed: null,
    at,
  });
  return [
    {
      ...row('Planned', count, selectedAt),
      status: { ...plannedStatus, mark: 'check', word: formatCount(count) },
    },
    ...stages.map((stage) => row(nameOf(stage), stage.count)),
    row('Proven', 0),
  ];
}
