import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import type { ReplaySummary } from '../../../../contracts/replay.ts';

/** The replay that reached dead letters of a group last, while it runs. */
const goingReplay = (
  { sinceThen: { lastReplay } }: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | undefined => going.find(({ replayId }) => replayId === lastReplay?.replayId);

/** The replay that dead letters of a group wait in: the last one that reached it, as long as it is paused and has some left. */
export function heldReplay(
  detail: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | null {
  const job = goingReplay(detail, going);
  return job !== undefined && job.state === 'paused' && job.waiting > 0 ? job : null;
}

/** The same while it runs: open dead letters of the group may be in that replay. */
export function runningReplay(
  detail: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | null {
  const job = goingReplay(detail, going);
  return job?.state === 'running' ? job : null;
}
