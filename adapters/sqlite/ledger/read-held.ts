import type { DatabaseSync } from 'node:sqlite';
import type { AppliedRanges } from '../../../contracts/ports/applied-ranges.ts';

/** Which sequences of a partition the index knows; see AppliedRanges. */
export function heldReader(database: DatabaseSync) {
  const find = database.prepare(
    `SELECT created, next, (SELECT min(first) FROM spans WHERE spans.stream = streams.stream) AS first
       FROM streams WHERE generation = ? AND partition = ?`,
  );
  // A stream may have been lost before this file was created: gateways recorded in the ledger what they stored there.
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
    const stored = accepted.get(generation, partition) as { first: number | null; last: number | null };
    return stored.first === null ? null : { created: '', first: stored.first, last: stored.last! };
  };
}
