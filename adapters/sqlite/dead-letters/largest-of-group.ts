import type { DatabaseSync } from 'node:sqlite';
import { LARGEST_OF_REACH, type Reached } from '../../../contracts/ports/dead-letter-index.ts';

/** The channels or callers with the most dead letters of a group, each once. */
export function largestOfGroup(
  database: DatabaseSync,
  column: 'subject' | 'actor',
  fingerprint: string,
): Reached[] {
  return database
    .prepare(
      `SELECT ${column} AS name, count(*) AS count, sum(state = 'open') AS open
       FROM dead_letters WHERE fingerprint = ? AND ${column} IS NOT NULL
       GROUP BY ${column} ORDER BY count DESC, name LIMIT ${LARGEST_OF_REACH}`,
    )
    .all(fingerprint)
    .map(({ name, count, open }) => ({
      name: name as string,
      count: count as number,
      open: open as number,
    }));
}
