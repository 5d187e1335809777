import type { DatabaseSync } from 'node:sqlite';
import { LARGEST_OF_REACH, type Reached } from '../../../contracts/ports/dead-letter-index.ts';

/** Whom a group reaches most: the largest few by name, each once. */
export function largestOfGroup(
  database: DatabaseSync,
  column: 'subject' | 'actor',
  fingerprint: string,
): Reached[] {
  return database
    .prepare(
      `SELECT ${column} AS name, count(*) AS count, sum(state = 'open') AS open
       FROM entries WHERE fingerprint = ? AND ${column} IS NOT NULL
       GROUP BY ${column} ORDER BY count DESC, name LIMIT ${LARGEST_OF_REACH}`,
    )
    .all(fingerprint)
    .map(({ name, count, open }) => ({
      name: name as string,
      count: count as number,
      open: open as number,
    }));
}
