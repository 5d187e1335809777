import { entityReads, fieldWrites, selectFrom } from './field-statements.ts';
import { fieldTables, historyTables } from './history-tables.ts';
import { type FieldTable, fieldsIn, purposeOf } from './table.ts';

/** No channel's name has a space. */
export const PROBE_CHANNEL = ' probe';

/** All statements of the history for one keyspace, with quoted names. A write's first parameter is its timestamp. */
export const historyStatements = (keyspace: string) => {
  const named = Object.entries(fieldTables as Record<string, FieldTable>).map(
    ([name, table]) => [`${keyspace}.${name}`, table] as const,
  );
  const messages = selectFrom(`${keyspace}.messages`, fieldTables.messages);
  return {
    /** By field id. */
    writes: new Map(
      named.flatMap(([name, table]) =>
        fieldsIn(table).map((field) => [field.id, fieldWrites(name, table, field)] as const),
      ),
    ),
    /** By entity name. */
    reads: new Map(named.map(([name, table]) => [table.entity.name, entityReads(name, table)] as const)),
    entities: named.map(([, { entity }]) => entity),
    bucket: `INSERT INTO ${keyspace}.channel_buckets (channel_id, bucket) VALUES (?, ?) USING TIMESTAMP ?`,
    // Into the table that batches write to, for a channel that no client can name.
    probe: `INSERT INTO ${keyspace}.messages (channel_id, bucket, message_id, actor, sent_text, edited_text)
    VALUES ('${PROBE_CHANNEL}', 0, '', '', '', '')`,

    epoch: `SELECT epoch_id, wiping_since FROM ${keyspace}.epoch WHERE id = 1`,
    beginEpoch: `INSERT INTO ${keyspace}.epoch (id, epoch_id) VALUES (1, ?) IF NOT EXISTS`,
    beginWipe: `UPDATE ${keyspace}.epoch SET wiping_since = ? WHERE id = 1 IF wiping_since = ?`,
    endWipe: `UPDATE ${keyspace}.epoch SET epoch_id = ?, wiping_since = null WHERE id = 1 IF wiping_since = ?`,
    renewEpoch: `UPDATE ${keyspace}.epoch SET epoch_id = ? WHERE id = 1 IF epoch_id = ?`,
    epochLog: `SELECT log_id FROM ${keyspace}.epoch_logs WHERE epoch_id = ?`,
    writeEpochLog: `INSERT INTO ${keyspace}.epoch_logs (epoch_id, log_id) VALUES (?, ?)`,
    adoptEpochLog: `INSERT INTO ${keyspace}.epoch_logs (epoch_id, log_id) VALUES (?, ?) IF NOT EXISTS`,
    truncate: Object.entries(historyTables)
      .filter(([, table]) => purposeOf(table) !== 'bookkeeping')
      .map(([name]) => `TRUNCATE ${keyspace}.${name}`),

    newest: `${messages} WHERE channel_id = ? AND bucket = ?`,
    older: `${messages} WHERE channel_id = ? AND bucket = ? AND message_id < ?`,
    buckets: `SELECT bucket FROM ${keyspace}.channel_buckets WHERE channel_id = ? AND bucket <= ?`,
  };
};

export type HistoryStatements = ReturnType<typeof historyStatements>;
