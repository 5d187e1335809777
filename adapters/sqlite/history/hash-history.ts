import type { DatabaseSync } from 'node:sqlite';
import { HistoryContentHash } from '../../../domain/history/history-content-hash.ts';
import { textOf } from './stored-rows.ts';

const edited = 'edited_version, edited_accepted_at';
const deleted = 'deleted_version, deleted_accepted_at';

/** The fields of each kind of row, in the order the port's content hash takes them. */
const rows = {
  message: `SELECT channel_id, message_id, author, CAST(text AS BLOB), sent_version, sent_accepted_at,
    ${edited}, ${deleted} FROM messages`,
  pending: `SELECT channel_id, message_id, actor, CAST(text AS BLOB), ${edited}, ${deleted}
    FROM pending_changes`,
  channel: `SELECT channel_id, CAST(title AS BLOB), creator, created_version, created_accepted_at FROM channels`,
  member: `SELECT channel_id, member_id, joined_version, joined_accepted_at FROM members`,
} as const;

/** The port's content hash, within a read transaction. */
export function hashHistory(database: DatabaseSync): string {
  const hash = new HistoryContentHash();
  for (const kind of Object.keys(rows) as (keyof typeof rows)[]) {
    for (const row of database.prepare(rows[kind]).iterate()) {
      const fields = Object.values(row).map((value) => (value instanceof Uint8Array ? textOf(value) : value));
      hash.add(kind, fields as (string | number | null)[]);
    }
  }
  return hash.digest();
}
