import type { DatabaseSync } from 'node:sqlite';

/** How many dead letters each consumer got since a time (Unix ms). One that a replay made again counts once. */
export function openedReader(database: DatabaseSync) {
  const opened = database.prepare(
    'SELECT consumer, count(*) AS total FROM dead_letters INDEXED BY dead_letters_by_opened WHERE opened_at > ? GROUP BY consumer',
  );
  return (since: number): Record<string, number> =>
    Object.fromEntries(opened.all(since).map(({ consumer, total }) => [consumer as string, total as number]));
}
