import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import type { ReplaySummary } from '../../../../contracts/replay.ts';

/** The replay that reached entries of a group last, while it goes on. */
const goingReplay = (
  { sinceThen: { lastReplay } }: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | undefined => going.find(({ replayId }) => replayId === lastReplay?.replayId);

/** The replay that entries of a group wait in: the last one that reached it, as long as it stands still and has some left. */
export function heldReplay(
  detail: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | null {
  const job = goingReplay(detail, going);
  return job !== undefined && job.state === 'paused' && job.waiting > 0 ? job : null;
}

/** The same while it runs: what is open of the group may be on its way. */
export function runningReplay(
  detail: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | null {
  const job = goingReplay(detail, going);
  return job?.state === 'running' ? job : null;
}
