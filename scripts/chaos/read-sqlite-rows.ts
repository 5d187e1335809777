import { textOf } from '../../adapters/sqlite/history/stored-rows.ts';
import { openReader } from '../../adapters/sqlite/projection/open-reader.ts';
import type { HistoryRows } from './rows.ts';

const BUSY_MS = 10_000;

/** Every row of the file, by plain SQL. */
export function readSqliteRows(file: string): HistoryRows {
  const database = openReader(file, BUSY_MS, 'history');
  if (!database) return { messages: [], channels: [], members: [], orphans: 0 };
  const rows = (query: string) => database.prepare(query).all();
  const version = (value: unknown) => (value === null ? null : Number(value));
  try {
    return {
      messages: rows(
        'SELECT channel_id, message_id, author, CAST(text AS BLOB) AS text, sent_version, edited_version, deleted_version FROM messages',
      ).map((row) => ({
        channelId: String(row.channel_id),
        messageId: String(row.message_id),
        author: String(row.author),
        text: textOf(row.text),
        sent: Number(row.sent_version),
        edited: version(row.edited_version),
        deleted: version(row.deleted_version),
      })),
      channels: rows(
        'SELECT channel_id, CAST(title AS BLOB) AS title, creator, created_version FROM channels',
      ).map((row) => ({
        channelId: String(row.channel_id),
        title: textOf(row.title),
        creator: String(row.creator),
        created: Number(row.created_version),
      })),
      members: rows('SELECT channel_id, member_id, joined_version FROM members').map((row) => ({
        channelId: String(row.channel_id),
        memberId: String(row.member_id),
        joined: Number(row.joined_version),
      })),
      orphans: Number(rows('SELECT count(*) AS n FROM pending_changes')[0]?.n),
    };
  } finally {
    database.close();
  }
}
