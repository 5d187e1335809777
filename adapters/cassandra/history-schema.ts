import { requirePlaces } from '../../domain/history/fields.ts';
import { fieldTables, historyTables } from './history-tables.ts';
import { quoteIdentifier } from './quote-identifier.ts';
import { type ColumnType, columnsByVersion, type FieldTable, fieldsIn, type Table } from './table.ts';
import { tableId } from './table-id.ts';

requirePlaces(
  Object.values<FieldTable>(fieldTables).flatMap(fieldsIn),
  'adapters/cassandra/history-tables.ts',
);

/**
 * The statements that create the tables, one step per version. Several programs may run them at once through different
 * nodes, and one may run them twice: the result must be the same in every order (docs/adr/0005).
 */
export const historySchema: readonly ((keyspace: string) => string[])[] = stepsOf(historyTables);

export const HISTORY_SCHEMA_VERSION = historySchema.length;

type Step = (keyspace: string) => string[];

function stepsOf(tables: Readonly<Record<string, Table>>): Step[] {
  const steps: Step[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const versions = columnsByVersion(table);
    const first = Math.min(...versions.keys());
    for (const [version, columns] of versions) {
      const before = steps[version - 1] ?? (() => []);
      const make = version === first ? createTable : addColumns;
      steps[version - 1] = (keyspace) => [...before(keyspace), make(keyspace, name, table, columns)];
    }
  }
  return steps;
}

type Columns = Readonly<Record<string, ColumnType>>;

function createTable(keyspace: string, name: string, table: Table, columns: Columns): string {
  const { partition, clustering } = table;
  const fields = [
    ...Object.entries(partition).map(([column, type]) => `${column} ${type}`),
    ...Object.entries(clustering).map(([column, [type]]) => `${column} ${type}`),
    ...Object.entries(columns).map(([column, type]) => `${column} ${type}`),
  ];
  const key = [`(${Object.keys(partition).join(', ')})`, ...Object.keys(clustering)].join(', ');
  const order = Object.entries(clustering).map(([column, [, direction]]) => `${column} ${direction}`);
  const by = order.length > 0 ? ` AND CLUSTERING ORDER BY (${order.join(', ')})` : '';
  return `CREATE TABLE IF NOT EXISTS ${quoteIdentifier(keyspace)}.${name} (${fields.join(', ')}, PRIMARY KEY (${key}))
    WITH id = '${tableId(keyspace, name)}' AND compaction = {'class': 'UnifiedCompactionStrategy'}${by}`;
}

function addColumns(keyspace: string, name: string, _: Table, columns: Columns): string {
  const added = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  return `ALTER TABLE ${quoteIdentifier(keyspace)}.${name} ADD IF NOT EXISTS (${added.join(', ')})`;
}

/** Every column as `system_schema.columns` describes it: `table.column` to its kind, position, order and type. */
export function expectedColumns(): Map<string, string> {
  const expected = new Map<string, string>();
  for (const [name, table] of Object.entries(historyTables)) {
    for (const [at, [column, type]] of Object.entries(table.partition).entries())
      expected.set(`${name}.${column}`, `partition_key ${at} none ${type}`);
    for (const [at, [column, [type, order]]] of Object.entries(table.clustering).entries())
      expected.set(`${name}.${column}`, `clustering ${at} ${order.toLowerCase()} ${type}`);
    for (const columns of columnsByVersion(table).values())
      for (const [column, type] of Object.entries(columns))
        expected.set(`${name}.${column}`, `regular -1 none ${type}`);
  }
  return expected;
}
