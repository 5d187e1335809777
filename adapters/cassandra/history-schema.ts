import { quoteIdentifier } from './quote-identifier.ts';
import { tableId } from './table-id.ts';

/** A column's CQL type, and for a clustering column its order. */
type Column = 'text' | 'ascii' | 'int' | 'bigint';

interface Table {
  partition: Readonly<Record<string, Column>>;
  clustering: Readonly<Record<string, readonly [Column, 'ASC' | 'DESC']>>;
  columns: Readonly<Record<string, Column>>;
}

/** One write to a field; `applied` is stored by `earliestWins`. */
const written = <Name extends string>(field: Name) => ({
  [`${field}_version`]: 'bigint' as const,
  [`${field}_accepted_at`]: 'bigint' as const,
  [`${field}_applied`]: 'bigint' as const,
});

/**
 * The tables of the history as they are in this version.
 *
 * A message has a row for each actor who sent, edited or deleted it, and its author's row is the one with
 * `sent_version`: so what comes before its message needs no other place, what others did is passed over when it is
 * read, and the author's delete empties the author's text without knowing whose message it is.
 *
 * A partition holds one channel's messages of one day; `channel_buckets` names the days that have any.
 */
export const historyTables: Readonly<Record<string, Table>> = {
  messages: {
    partition: { channel_id: 'ascii', bucket: 'int' },
    clustering: { message_id: ['ascii', 'DESC'], actor: ['text', 'ASC'] },
    columns: {
      sent_text: 'text',
      ...written('sent'),
      edited_text: 'text',
      ...written('edited'),
      ...written('deleted'),
    },
  },
  channel_buckets: {
    partition: { channel_id: 'ascii' },
    clustering: { bucket: ['int', 'DESC'] },
    columns: {},
  },
  channels: {
    partition: { channel_id: 'ascii' },
    clustering: {},
    columns: { title: 'text', creator: 'text', ...written('created') },
  },
  members: {
    partition: { channel_id: 'ascii' },
    clustering: { member_id: ['text', 'ASC'] },
    columns: { ...written('joined') },
  },
  probes: { partition: { id: 'int' }, clustering: {}, columns: { written_at: 'bigint' } },
  // One row: the present filling, and since when it is being wiped (Unix ms).
  epoch: { partition: { id: 'int' }, clustering: {}, columns: { epoch_id: 'ascii', wiping_since: 'bigint' } },
  // Which log each filling comes from. Written before the filling is, so that none is ever seen without.
  epoch_logs: { partition: { epoch_id: 'ascii' }, clustering: {}, columns: { log_id: 'ascii' } },
  schema_version: { partition: { id: 'int' }, clustering: {}, columns: { version: 'int' } },
};

/**
 * What leads to these tables, one step a version. A step that was released is never changed: add another. Statements
 * may be run by several programs at once through different nodes, and by one twice: each must come to the same,
 * however they mix (docs/adr/0005).
 */
export const historySchema: readonly ((keyspace: string) => string[])[] = [
  (keyspace) =>
    Object.entries(historyTables)
      .filter(([name]) => name !== 'epoch_logs')
      .map(([name, table]) => createTable(keyspace, name, table)),
  (keyspace) => [createTable(keyspace, 'epoch_logs', historyTables.epoch_logs!)],
];

export const HISTORY_SCHEMA_VERSION = historySchema.length;

function createTable(keyspace: string, name: string, { partition, clustering, columns }: Table): string {
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

/** Every column as `system_schema.columns` describes it: `table.column` to its kind, place, order and type. */
export function expectedColumns(): Map<string, string> {
  const expected = new Map<string, string>();
  for (const [name, { partition, clustering, columns }] of Object.entries(historyTables)) {
    for (const [at, [column, type]] of Object.entries(partition).entries())
      expected.set(`${name}.${column}`, `partition_key ${at} none ${type}`);
    for (const [at, [column, [type, order]]] of Object.entries(clustering).entries())
      expected.set(`${name}.${column}`, `clustering ${at} ${order.toLowerCase()} ${type}`);
    for (const [column, type] of Object.entries(columns))
      expected.set(`${name}.${column}`, `regular -1 none ${type}`);
  }
  return expected;
}
