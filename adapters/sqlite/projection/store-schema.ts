import { DatabaseSync } from 'node:sqlite';

/** The tables of one projection's store: its own, besides the bookkeeping that every store has. */
export interface StoreSchema {
  /** The projection's name, for messages: `history`. */
  projection: string;
  /** The SQL that creates its content tables, one step per version. Never change a released step: add another. */
  steps: readonly string[];
}

/** The content's epoch and log, and a row that a probe writes. */
const BOOKKEEPING = `
  CREATE TABLE epoch (id INTEGER PRIMARY KEY CHECK (id = 1), epoch_id TEXT NOT NULL, log_id TEXT) STRICT;
  CREATE TABLE probes (id INTEGER PRIMARY KEY CHECK (id = 1), written_at INTEGER NOT NULL) STRICT;`;

/** All steps that create a file of this schema. Their number is its version (`PRAGMA user_version`). */
export const stepsOf = ({ steps }: StoreSchema): readonly string[] => [BOOKKEEPING, ...steps];

export const versionOf = ({ steps }: StoreSchema): number => steps.length + 1;

const TABLES = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";

interface Tables {
  /** The SQL that creates each table and index, by name. */
  sql: ReadonlyMap<string, string>;
  /** The tables that a wipe empties. */
  content: readonly string[];
}

const known = new WeakMap<StoreSchema, Tables>();

/** The tables as SQLite stores them after all steps. */
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
