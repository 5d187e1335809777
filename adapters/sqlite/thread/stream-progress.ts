import type { DatabaseSync } from 'node:sqlite';
import { isSameProgress, type StreamProgress } from '../../../contracts/ports/stream-progress.ts';

/** The table of an index's progress in each stream. */
export const STREAMS_TABLE =
  'CREATE TABLE streams (name TEXT PRIMARY KEY, created TEXT NOT NULL, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;';

/** Reads and advances an index's progress, in the transaction that stores what was read. */
export function streamProgress(database: DatabaseSync) {
  const find = database.prepare('SELECT created, next FROM streams WHERE name = ?');
  const write = database.prepare(
    `INSERT INTO streams (name, created, next) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET created = excluded.created, next = excluded.next`,
  );
  const of = (stream: string) => (find.get(stream) as unknown as StreamProgress | undefined) ?? null;
  return {
    of,
    /** Records how far a stream was read; false if the stored progress is not `after`. */
    advance(stream: string, after: StreamProgress | null, { created, next }: StreamProgress): boolean {
      if (!isSameProgress(of(stream), after)) return false;
      write.run(stream, created, next);
      return true;
    },
  };
}
