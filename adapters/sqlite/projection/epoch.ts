import type { DatabaseSync } from 'node:sqlite';
import { refuseAnotherLog } from '../../../contracts/ports/another-log.ts';
import { newEpochId } from '../../../contracts/ports/epoch-id.ts';
import { type StoreSchema, tablesOf } from './store-schema.ts';

/** The epoch of this file; null if none was begun. */
export const readEpoch = (database: DatabaseSync): string | null =>
  (database.prepare('SELECT epoch_id FROM epoch').get()?.epoch_id as string | undefined) ?? null;

/** The log that this file was filled from; null if none is recorded. */
export const readFilledFrom = (database: DatabaseSync): string | null =>
  (database.prepare('SELECT log_id FROM epoch').get()?.log_id as string | null | undefined) ?? null;

/**
 * The epoch of this file. Begins one if there is none, and records this log if the epoch has none. Runs within a
 * transaction. Throws StoreFailure if the epoch comes from another log.
 */
export function beginEpoch(database: DatabaseSync, schema: StoreSchema, logId: string | null): string {
  database
    .prepare(
      `INSERT INTO epoch (id, epoch_id, log_id) VALUES (1, ?, ?)
       ON CONFLICT DO UPDATE SET log_id = excluded.log_id WHERE log_id IS NULL`,
    )
    .run(newEpochId(), logId);
  if (logId !== null) refuseAnotherLog(schema.projection, readFilledFrom(database), logId);
  return readEpoch(database)!;
}

/**
 * Renames the epoch and keeps its content: workers then apply the whole log again, which restores lost content and changes
 * nothing else. Runs within a transaction.
 */
export function renewEpoch(database: DatabaseSync): void {
  database.prepare('UPDATE epoch SET epoch_id = ?').run(newEpochId());
}

/** Empties every table and begins another epoch. Runs within a transaction. */
export function wipe(database: DatabaseSync, schema: StoreSchema, logId: string | null): string {
  for (const table of [...tablesOf(schema).content, 'epoch']) database.exec(`DELETE FROM ${table}`);
  return beginEpoch(database, schema, logId);
}
