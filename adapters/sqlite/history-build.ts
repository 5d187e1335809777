import type { DatabaseSync } from 'node:sqlite';
import { newBuildId } from '../../contracts/ports/build-id.ts';

/** The filling of this file; null where none was begun. */
export const readBuild = (database: DatabaseSync): string | null =>
  (database.prepare('SELECT build_id FROM build').get()?.build_id as string | undefined) ?? null;

/** The filling of this file, begun where there is none. Runs within a transaction. */
export function beginBuild(database: DatabaseSync): string {
  database.prepare('INSERT INTO build (id, build_id) VALUES (1, ?) ON CONFLICT DO NOTHING').run(newBuildId());
  return readBuild(database)!;
}

/**
 * Gives the filling another name, and leaves its content: the log is applied to it again, which changes nothing that is
 * there and brings back what was lost. Runs within a transaction.
 */
export function renewBuild(database: DatabaseSync): void {
  database.prepare('UPDATE build SET build_id = ?').run(newBuildId());
}

/** Empties every table and begins another filling. Runs within a transaction: all of it happens, or nothing. */
export function wipeHistory(database: DatabaseSync): string {
  database.exec(
    'DELETE FROM messages; DELETE FROM pending_changes; DELETE FROM channels; DELETE FROM members;',
  );
  database.exec('DELETE FROM build');
  return beginBuild(database);
}
