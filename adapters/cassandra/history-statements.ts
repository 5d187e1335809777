const message = 'channel_id = ? AND bucket = ? AND message_id = ?';
const messageColumns = `channel_id, bucket, message_id, actor, sent_text, sent_version, sent_accepted_at,
  sent_applied, edited_text, edited_version, edited_accepted_at, edited_applied, deleted_version,
  deleted_accepted_at, deleted_applied`;

/** No channel's name has a space. */
export const PROBE_CHANNEL = ' probe';

/** All statements of the history, for one keyspace, quoted where it must be. Writes take their timestamp first. */
export const historyStatements = (keyspace: string) => ({
  send: `UPDATE ${keyspace}.messages USING TIMESTAMP ?
    SET sent_version = ?, sent_accepted_at = ?, sent_applied = ?, sent_text = ? WHERE ${message} AND actor = ?`,
  edit: `UPDATE ${keyspace}.messages USING TIMESTAMP ?
    SET edited_version = ?, edited_accepted_at = ?, edited_applied = ?, edited_text = ?
    WHERE ${message} AND actor = ?`,
  remove: `UPDATE ${keyspace}.messages USING TIMESTAMP ?
    SET deleted_version = ?, deleted_accepted_at = ?, deleted_applied = ? WHERE ${message} AND actor = ?`,
  empty: `UPDATE ${keyspace}.messages USING TIMESTAMP ?
    SET sent_text = '', edited_text = '' WHERE ${message} AND actor = ?`,
  bucket: `INSERT INTO ${keyspace}.channel_buckets (channel_id, bucket) VALUES (?, ?) USING TIMESTAMP ?`,
  create: `UPDATE ${keyspace}.channels USING TIMESTAMP ?
    SET created_version = ?, created_accepted_at = ?, created_applied = ?, title = ?, creator = ?
    WHERE channel_id = ?`,
  join: `UPDATE ${keyspace}.members USING TIMESTAMP ?
    SET joined_version = ?, joined_accepted_at = ?, joined_applied = ? WHERE channel_id = ? AND member_id = ?`,
  // Of a channel that nobody can name, in the table that batches are written to.
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
  truncate: ['messages', 'channel_buckets', 'channels', 'members', 'epoch_logs'].map(
    (table) => `TRUNCATE ${keyspace}.${table}`,
  ),

  message: `SELECT ${messageColumns} FROM ${keyspace}.messages WHERE ${message}`,
  newest: `SELECT ${messageColumns} FROM ${keyspace}.messages WHERE channel_id = ? AND bucket = ?`,
  older: `SELECT ${messageColumns} FROM ${keyspace}.messages
    WHERE channel_id = ? AND bucket = ? AND message_id < ?`,
  buckets: `SELECT bucket FROM ${keyspace}.channel_buckets WHERE channel_id = ? AND bucket <= ?`,
  channel: `SELECT * FROM ${keyspace}.channels WHERE channel_id = ?`,
  member: `SELECT * FROM ${keyspace}.members WHERE channel_id = ? AND member_id = ?`,
  members: `SELECT * FROM ${keyspace}.members WHERE channel_id = ? AND member_id > ? LIMIT ?`,
  memberCount: `SELECT count(*) AS members FROM ${keyspace}.members WHERE channel_id = ?`,
  allMessages: `SELECT ${messageColumns} FROM ${keyspace}.messages`,
  allChannels: `SELECT * FROM ${keyspace}.channels`,
  allMembers: `SELECT * FROM ${keyspace}.members`,
});

export type HistoryStatements = ReturnType<typeof historyStatements>;
