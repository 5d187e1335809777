import type { DatabaseSync } from 'node:sqlite';
import { isSameProgress, type StreamProgress } from '../../../contracts/ports/stream-progress.ts';

/** The table in which an index keeps how far each stream was read. */
export const STREAMS_TABLE =
  'CREATE TABLE streams (name TEXT PRIMARY KEY, created TEXT NOT NULL, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;';

/** How far each stream was read, beside what was made of it. */
export function streamProgress(database: DatabaseSync) {
  const find = database.prepare('SELECT created, next FROM streams WHERE name = ?');
  const write = database.prepare(
    `INSERT INTO streams (name, created, next) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET created = excluded.created, next = excluded.next`,
  );
  const of = (stream: string) => (find.get(stream) as unknown as StreamProgress | undefined) ?? null;
  return {
    of,
    /** Notes how far a stream was read; false where it was not read up to `after`. */
    advance(stream: string, after: StreamProgress | null, { created, next }: StreamProgress): boolean {
      if (!isSameProgress(of(stream), after)) return false;
      write.run(stream, created, next);
      return true;
    },
  };
}
