import { textOf } from '../../adapters/sqlite/history/read-rows.ts';
import { openReader } from '../../adapters/sqlite/projection/open-reader.ts';
import type { HistoryRows } from './rows.ts';

const BUSY_MS = 10_000;

/** All rows of the file, read with plain SQL. */
export function readSqliteRows(file: string): HistoryRows {
  const database = openReader(file, BUSY_MS, 'history');
  if (!database) return { messages: [], channels: [], members: [], orphans: 0 };
  const rows = (query: string) => database.prepare(query).all();
  const version = (value: unknown) => (value === null ? null : Number(value));
  try {
    return {
      messages: rows(
        `SELECT channel_id, message_id, actor, sent_version, edited_version, deleted_version, CAST(
           iif(deleted_version IS NULL, coalesce(edited_text, sent_text), '') AS BLOB) AS text
         FROM messages WHERE sent_version IS NOT NULL`,
      ).map((row) => ({
        channelId: String(row.channel_id),
        messageId: String(row.message_id),
        author: String(row.actor),
        text: textOf(row.text),
        sent: Number(row.sent_version),
        edited: version(row.edited_version),
        deleted: version(row.deleted_version),
      })),
      channels: rows(
        'SELECT channel_id, CAST(created_title AS BLOB) AS title, created_creator, created_version FROM channels',
      ).map((row) => ({
        channelId: String(row.channel_id),
        title: textOf(row.title),
        creator: String(row.created_creator),
        created: Number(row.created_version),
      })),
      members: rows('SELECT channel_id, member_id, joined_version FROM members').map((row) => ({
        channelId: String(row.channel_id),
        memberId: String(row.member_id),
        joined: Number(row.joined_version),
      })),
      orphans: Number(
        rows(
          `SELECT count(*) AS n FROM messages AS change WHERE NOT EXISTS (
             SELECT 1 FROM messages WHERE channel_id = change.channel_id AND message_id = change.message_id
               AND sent_version IS NOT NULL)`,
        )[0]?.n,
      ),
    };
  } finally {
    database.close();
  }
}
