import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import type { ReplaySummary } from '../../../../contracts/replay.ts';

/** The last replay that included dead letters of a group, while it runs. */
const unfinishedReplay = (
  { sinceThen: { lastReplay } }: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  unfinished: readonly ReplaySummary[],
): ReplaySummary | undefined => unfinished.find(({ replayId }) => replayId === lastReplay?.replayId);

/**
 * The replay in which dead letters of a group wait: the last one that included some, while it is paused and has
 * unsent ones.
 */
export function heldReplay(
  detail: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  unfinished: readonly ReplaySummary[],
): ReplaySummary | null {
  const job = unfinishedReplay(detail, unfinished);
  return job !== undefined && job.state === 'paused' && job.waiting > 0 ? job : null;
}

/** Also while it runs: open dead letters of the group may be in that replay. */
export function runningReplay(
  detail: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  unfinished: readonly ReplaySummary[],
): ReplaySummary | null {
  const job = unfinishedReplay(detail, unfinished);
  return job?.state === 'running' ? job : null;
}
