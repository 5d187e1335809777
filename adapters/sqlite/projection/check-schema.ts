import type { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { rebuildCommand } from './file-fault.ts';
import { type StoreSchema, tablesOf } from './store-schema.ts';

interface SchemaRow {
  type: string;
  name: string;
  tbl_name: string;
  sql: string;
}

const SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";

/**
 * Throws an outage for tables that somebody changed by hand: missing content would look as if it had never been written.
 * Ignores other tables and indexes, but not a trigger on one of Waybill's tables.
 */
export function checkSchema(database: DatabaseSync, path: string, schema: StoreSchema): void {
  const found = database.prepare(SCHEMA).all() as unknown as SchemaRow[];
  const { sql: tables } = tablesOf(schema);
  const refuse = (what: string): never => {
    throw new StoreFailure(
      'outage',
      'schema-drift',
      `The ${schema.projection} file ${path} was changed by hand: ${what}. Undo that, or run \`${rebuildCommand(schema)}\` to fill it again from the log.`,
    );
  };
  for (const [name, sql] of tables) {
    const table = found.find((row) => row.name === name);
    if (!table) refuse(`the table ${name} is missing`);
    else if (table.sql !== sql) refuse(`the table ${name} has other columns`);
  }
  const trigger = found.find(({ type, tbl_name }) => type === 'trigger' && tables.has(tbl_name));
  if (trigger) refuse(`the table ${trigger.tbl_name} has the trigger ${trigger.name}`);
}
