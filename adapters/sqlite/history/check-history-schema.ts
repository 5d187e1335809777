import { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { REBUILD } from './history-file-fault.ts';
import { historySchema } from './history-schema.ts';

interface SchemaRow {
  type: string;
  name: string;
  tbl_name: string;
  sql: string;
}

const SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";

let expected: ReadonlyMap<string, string> | undefined;

/** The tables as this program makes them, by their SQL. */
function expectedTables(): ReadonlyMap<string, string> {
  if (!expected) {
    const database = new DatabaseSync(':memory:');
    for (const step of historySchema) database.exec(step);
    const rows = database.prepare(SCHEMA).all() as unknown as SchemaRow[];
    expected = new Map(rows.map(({ name, sql }) => [name, sql]));
    database.close();
  }
  return expected;
}

/**
 * Throws an outage for tables that somebody changed by hand: missing content would be read as if it had never been written.
 * Ignores tables and indexes that are not ours, but not a trigger on one of our tables.
 */
export function checkHistorySchema(database: DatabaseSync, path: string): void {
  const found = database.prepare(SCHEMA).all() as unknown as SchemaRow[];
  const tables = expectedTables();
  const refuse = (what: string): never => {
    throw new StoreFailure(
      'outage',
      'schema-drift',
      `The history file ${path} was changed by hand: ${what}. Undo that, or run \`${REBUILD}\` to fill it again from the log.`,
    );
  };
  for (const [name, sql] of tables) {
    const table = found.find((row) => row.type === 'table' && row.name === name);
    if (!table) refuse(`the table ${name} is missing`);
    else if (table.sql !== sql) refuse(`the table ${name} has other columns`);
  }
  const trigger = found.find(({ type, tbl_name }) => type === 'trigger' && tables.has(tbl_name));
  if (trigger) refuse(`the table ${trigger.tbl_name} has the trigger ${trigger.name}`);
}
