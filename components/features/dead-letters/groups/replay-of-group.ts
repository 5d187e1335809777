import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import type { ReplaySummary } from '../../../../contracts/replay.ts';

/** The last replay that included dead letters of a group, while it runs. */
const goingReplay = (
  { sinceThen: { lastReplay } }: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | undefined => going.find(({ replayId }) => replayId === lastReplay?.replayId);

/**
 * The replay in which dead letters of a group wait: the last one that included some, while it is paused and has
 * unsent ones.
 */
export function heldReplay(
  detail: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | null {
  const job = goingReplay(detail, going);
  return job !== undefined && job.state === 'paused' && job.waiting > 0 ? job : null;
}

/** Also while it runs: open dead letters of the group may be in that replay. */
export function runningReplay(
  detail: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | null {
  const job = goingReplay(detail, going);
  return job?.state === 'running' ? job : null;
}
