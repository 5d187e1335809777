import type { DatabaseSync } from 'node:sqlite';
import type { AppliedRanges } from '../../../contracts/ports/applied-ranges.ts';

/** Which sequences of a partition the index knows of; see AppliedRanges. */
export function heldReader(database: DatabaseSync) {
  const find = database.prepare(
    `SELECT created, next, (SELECT min(first) FROM spans WHERE spans.stream = streams.stream) AS first
       FROM streams WHERE generation = ? AND partition = ?`,
  );
  // Of a stream that was lost before the file was made, gateways still told what they had stored there.
  const accepted = database.prepare(
    'SELECT min(first) AS first, max(last) AS last FROM accepted WHERE generation = ? AND partition = ?',
  );
  return ({
    generation,
    partition,
  }: {
    generation: number;
    partition: number;
  }): Awaited<ReturnType<AppliedRanges['held']>> => {
    const row = find.get(generation, partition) as
      | { created: string; next: number; first: number | null }
      | undefined;
    if (row) return { created: row.created, first: row.first ?? row.next, last: row.next - 1 };
    const told = accepted.get(generation, partition) as { first: number | null; last: number | null };
    return told.first === null ? null : { created: '', first: told.first, last: told.last! };
  };
}
