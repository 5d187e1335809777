import type { Client } from 'cassandra-driver';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { expectedColumns } from './history-schema.ts';
import { historyTables } from './history-tables.ts';
import { tableId } from './table-id.ts';

/** What is wrong with a table of the history, for a sentence that begins with its name. */
interface SchemaFault {
  table: string;
  /** The table itself is missing. */
  isMissing: boolean;
  /** `The column k.t.c` or `The table k.t`, and what happened to it. */
  what: string;
}

/**
 * Everything that was changed by hand in the tables of the history: a table or column that is missing or differs, and a column
 * that was dropped and added again. Of such a column Cassandra shows only values with a timestamp after the drop. Timestamps
 * here are versions, far below that, so the column would stay empty for ever.
 */
export async function findSchemaFaults(client: Client, keyspace: string): Promise<SchemaFault[]> {
  const about = (what: string, table: string) =>
    client
      .execute(`SELECT ${what} FROM system_schema.${table} WHERE keyspace_name = ?`, [keyspace], {
        prepare: true,
        isIdempotent: true,
        fetchSize: 5_000,
      })
      .then(({ rows }) => rows);
  const [tables, columns, dropped] = await Promise.all([
    about('table_name, id', 'tables'),
    about('table_name, column_name, kind, position, clustering_order, type', 'columns'),
    about('table_name, column_name', 'dropped_columns'),
  ]);
  const faults: SchemaFault[] = [];
  const ids = new Map(tables.map(({ table_name, id }) => [table_name as string, String(id)]));
  for (const table of Object.keys(historyTables)) {
    const id = ids.get(table);
    const name = `The table ${keyspace}.${table}`;
    if (id === undefined) faults.push({ table, isMissing: true, what: `${name} is missing` });
    else if (id !== tableId(keyspace, table))
      faults.push({ table, isMissing: false, what: `${name} was dropped and made by hand` });
  }
  const found = new Map(
    columns.map(({ table_name, column_name, kind, position, clustering_order, type }) => [
      `${table_name}.${column_name}`,
      `${kind} ${position} ${clustering_order} ${type}`,
    ]),
  );
  const expected = expectedColumns();
  for (const column of new Set([...expected.keys(), ...found.keys()])) {
    const [table = ''] = column.split('.');
    if (!ids.has(table) || !(table in historyTables) || expected.get(column) === found.get(column)) continue;
    const is = found.get(column) ?? 'missing';
    const shouldBe = expected.get(column) ?? 'absent';
    faults.push({
      table,
      isMissing: false,
      what: `The column ${keyspace}.${column} is ${is}; it should be ${shouldBe}`,
    });
  }
  for (const { table_name, column_name } of dropped) {
    const column = `${table_name}.${column_name}`;
    if (expected.has(column) && found.has(column))
      faults.push({
        table: table_name as string,
        isMissing: false,
        what: `The column ${keyspace}.${column} was dropped and added again`,
      });
  }
  return faults;
}

/** Whether every table is missing: the keyspace was dropped, and is created again like a new one. */
export const isAllMissing = (faults: readonly SchemaFault[]): boolean =>
  faults.filter(({ isMissing }) => isMissing).length === Object.keys(historyTables).length;

/** The outage for a table that was changed by hand: what is wrong, and what to do. */
export const schemaDrift = ({ what }: SchemaFault): StoreFailure =>
  new StoreFailure(
    'outage',
    'schema-drift',
    `${what}. Run \`npm run rebuild -- history --yes\` to fill the history again from the log.`,
  );
