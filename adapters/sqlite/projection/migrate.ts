import type { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { type StoreSchema, stepsOf, versionOf } from './store-schema.ts';

export const schemaVersionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);

/**
 * Refuses a file that a newer program wrote: this program might damage what the newer one stores. An outage, so events wait
 * for the right program. Throws StoreFailure.
 */
export function refuseNewerSchema(version: number, schema: StoreSchema): void {
  if (version <= versionOf(schema)) return;
  throw new StoreFailure(
    'outage',
    'schema-newer',
    `The ${schema.projection} file has schema ${version}, and this program knows ${versionOf(schema)}. Start the newer program, or move the file away to have it rebuilt from the log.`,
  );
}

/** Migrates the file to this program's schema, all steps or none. Safe if other processes do the same. */
export function migrate(database: DatabaseSync, schema: StoreSchema): void {
  if (schemaVersionOf(database) === versionOf(schema)) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = schemaVersionOf(database);
    refuseNewerSchema(version, schema);
    for (const step of stepsOf(schema).slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${versionOf(schema)}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
