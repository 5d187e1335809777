import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { isUnfinished } from '../../../api/models/progress-of.ts';

/**
 * Those that ended, for the list below the running ones. One that ended while somebody reads the upper list keeps its place
 * there, with how it ended: it is here once it has left that list, not in both.
 */
export function endedElsewhere(
  replays: readonly ReplaySummary[],
  shownAbove: readonly Pick<ReplaySummary, 'replayId'>[],
  /** Unix ms; null for all. */
  since: number | null,
): ReplaySummary[] {
  const above = new Set(shownAbove.map(({ replayId }) => replayId));
  return replays.filter(
    (job) =>
      !isUnfinished(job) &&
      !above.has(job.replayId) &&
      (since === null || Date.parse(job.finishedAt ?? '') >= since),
  );
}
