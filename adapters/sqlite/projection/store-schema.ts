import { DatabaseSync } from 'node:sqlite';

/** The tables of one projection's store: its own, beside the bookkeeping that every store has. */
export interface StoreSchema {
  /** The projection's name, for messages: `history`. */
  projection: string;
  /**
   * The SQL that makes the tables of its content, one step a version. A step that was released is never changed: add
   * another.
   */
  steps: readonly string[];
}

/** Which epoch the content is, of which log; and a row that a probe writes. */
const BOOKKEEPING = `
  CREATE TABLE epoch (id INTEGER PRIMARY KEY CHECK (id = 1), epoch_id TEXT NOT NULL, log_id TEXT) STRICT;
  CREATE TABLE probes (id INTEGER PRIMARY KEY CHECK (id = 1), written_at INTEGER NOT NULL) STRICT;`;

/** All steps that make a file of this schema. Their number is its version (`PRAGMA user_version`). */
export const stepsOf = ({ steps }: StoreSchema): readonly string[] => [BOOKKEEPING, ...steps];

export const versionOf = ({ steps }: StoreSchema): number => steps.length + 1;

const TABLES = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";

interface Tables {
  /** The SQL by which each table and index is made, by its name. */
  sql: ReadonlyMap<string, string>;
  /** The tables that a wipe empties. */
  content: readonly string[];
}

const known = new WeakMap<StoreSchema, Tables>();

/** The tables as SQLite keeps them once all steps have run. */
export function tablesOf(schema: StoreSchema): Tables {
  const found = known.get(schema);
  if (found) return found;
  const database = new DatabaseSync(':memory:');
  const named = () => database.prepare(TABLES).all() as { name: string; sql: string }[];
  database.exec(BOOKKEEPING);
  const bookkeeping = new Set(named().map(({ name }) => name));
  for (const step of schema.steps) database.exec(step);
  const all = named();
  database.close();
  const tables = {
    sql: new Map(all.map(({ name, sql }) => [name, sql])),
    content: all.flatMap(({ name, sql }) =>
      !bookkeeping.has(name) && sql.startsWith('CREATE TABLE') ? [name] : [],
    ),
  };
  known.set(schema, tables);
  return tables;
}
