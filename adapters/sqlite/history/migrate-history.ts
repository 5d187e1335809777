import type { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { HISTORY_SCHEMA_VERSION, historySchema } from './history-schema.ts';

export const schemaVersionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);

/**
 * Refuses a file that a newer program wrote: what that one keeps, this one might break. An outage, so that
 * events wait for the right program. Throws StoreFailure.
 */
export function refuseNewerSchema(version: number): void {
  if (version <= HISTORY_SCHEMA_VERSION) return;
  throw new StoreFailure(
    'outage',
    'schema-newer',
    `The history file has schema ${version}, and this program knows ${HISTORY_SCHEMA_VERSION}. Start the newer program, or move the file away to have it rebuilt from the log.`,
  );
}

/** Brings the file to this program's schema, all steps or none; safe with other processes doing the same. */
export function migrateHistory(database: DatabaseSync): void {
  if (schemaVersionOf(database) === HISTORY_SCHEMA_VERSION) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = schemaVersionOf(database);
    refuseNewerSchema(version);
    for (const step of historySchema.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${HISTORY_SCHEMA_VERSION}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
