import type { DeadLetterGroupDetail } from '../../contracts/dead-letters.ts';
import type { ReplaySummary } from '../../contracts/replay.ts';

/** The replay that entries of a group wait in: the last one that reached it, as long as it stands still and has some left. */
export function heldReplay(
  { sinceThen: { lastReplay } }: Pick<DeadLetterGroupDetail, 'sinceThen'>,
  going: readonly ReplaySummary[],
): ReplaySummary | null {
  const job = going.find(({ replayId }) => replayId === lastReplay?.replayId);
  return job !== undefined && job.state === 'paused' && job.waiting > 0 ? job : null;
}
