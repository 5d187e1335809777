import type { DatabaseSync } from 'node:sqlite';

/** How many entries of each consumer have come since a time, Unix ms. What came again is one. */
export function comingReader(database: DatabaseSync) {
  const came = database.prepare(
    'SELECT consumer, count(*) AS entries FROM entries INDEXED BY entries_by_coming WHERE came_at > ? GROUP BY consumer',
  );
  return (since: number): Record<string, number> =>
    Object.fromEntries(
      came.all(since).map(({ consumer, entries }) => [consumer as string, entries as number]),
    );
}
