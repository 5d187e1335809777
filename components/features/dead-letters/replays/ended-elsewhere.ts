import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { isUnfinished } from '../../../api/models/progress-of.ts';

/**
 * The ended replays, for the list below the running ones. A replay that ends while somebody reads the upper list
 * stays there, with its outcome, until it leaves that list. No replay is in both.
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
