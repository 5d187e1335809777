import type { DatabaseSync } from 'node:sqlite';
import type { AppliedBy, SequenceRange } from '../../../contracts/ports/applied-ranges.ts';
import { epochFinder } from './names.ts';
import { reachingInto } from './range-class.ts';
import type { StreamTable } from './streams.ts';

/** The most rows that one call reads; the caller continues from where it ended. */
const MAX_ROWS = 20_000;
/** How far a worker's clock may be behind the log's so that what it applied still counts for this stream. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** The union of recorded and proven ranges, ascending; see AppliedRanges. */
export function appliedReader(database: DatabaseSync, streams: StreamTable) {
  const epochOf = epochFinder(database);
  const span = ['?2', '?3'] as const;
  const rows = database.prepare(
    `${reachingInto('first, last', 'applied', 'epoch = ?1', span, 'AND applied_at >= ?4')} UNION ALL
     ${reachingInto('first, last', 'proven', 'epoch = ?1', span, 'AND at >= ?4')}
     ORDER BY first LIMIT ${MAX_ROWS}`,
  );
  const since = database.prepare(
    'SELECT ifnull(sum(count), 0) AS events FROM batches WHERE epoch = ? AND applied_at >= ?',
  );

  const createdAt = ({ generation, partition }: AppliedBy): number => {
    for (const known of streams.events().values())
      if (known.generation === generation && known.partition === partition) return known.createdAt;
    return 0;
  };

  return {
    applied(by: AppliedBy, [from, to]: SequenceRange, limit: number) {
      const ranges: SequenceRange[] = [];
      const epoch = epochOf(by);
      if (epoch === undefined) return { ranges, next: null };
      const found = rows.all(epoch, from, to, createdAt(by) - CLOCK_TOLERANCE_MS) as unknown as {
        first: number;
        last: number;
      }[];
      for (const row of found) {
        const first = Math.max(from, row.first);
        const last = Math.min(to, row.last);
        const before = ranges.at(-1);
        if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
        else if (ranges.length === limit) return { ranges, next: first };
        else ranges.push([first, last]);
      }
      if (found.length < MAX_ROWS) return { ranges, next: null };
      // The rows were cut off here: ranges that begin after the last one read come with the next call.
      const next = Math.max(from, found.at(-1)!.first, ranges.at(-1)![1]) + 1;
      return { ranges, next: next > to ? null : next };
    },
    appliedSince(by: AppliedBy, at: number): number {
      const epoch = epochOf(by);
      return epoch === undefined ? 0 : Number(since.get(epoch, at)?.events);
    },
  };
}
