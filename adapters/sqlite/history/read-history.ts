import type { DatabaseSync } from 'node:sqlite';
import type { HistoryStore, StoredMessage } from '../../../contracts/ports/history-store.ts';
import type { ProjectionStore } from '../../../contracts/ports/projection-store.ts';
import { HistoryContentHash } from '../../../domain/history/history-content-hash.ts';
import type { StoreReader } from '../projection/read-store.ts';
import type { ThreadCalls } from '../thread/port-of-threads.ts';
import { hashHistory } from './hash-history.ts';
import { channelOf, memberOf, messageOf, pendingOf, type Row } from './stored-rows.ts';

const MESSAGE = `SELECT channel_id, message_id, author, CAST(text AS BLOB) AS text,
    sent_version, sent_accepted_at, sent_applied_at,
    edited_version, edited_accepted_at, edited_applied_at,
    deleted_version, deleted_accepted_at, deleted_applied_at
  FROM messages WHERE channel_id = ?`;
const CHANNEL = `SELECT channel_id, CAST(title AS BLOB) AS title, creator,
    created_version, created_accepted_at, created_applied_at,
    (SELECT count(*) FROM members WHERE members.channel_id = channels.channel_id) AS members
  FROM channels WHERE channel_id = ?`;

/** The reads of the port, in a reading thread. All throw StoreFailure. */
export type HistoryQueries = ThreadCalls<Omit<HistoryStore, keyof ProjectionStore<never>>>;

const prepare = (database: DatabaseSync) => ({
  message: database.prepare(`${MESSAGE} AND message_id = ?`),
  pending: database.prepare(
    'SELECT * FROM pending_changes WHERE channel_id = ? AND message_id = ? AND actor = ?',
  ),
  newest: database.prepare(`${MESSAGE} ORDER BY message_id DESC LIMIT ?`),
  older: database.prepare(`${MESSAGE} AND message_id < ? ORDER BY message_id DESC LIMIT ?`),
  channel: database.prepare(CHANNEL),
  member: database.prepare('SELECT * FROM members WHERE channel_id = ? AND member_id = ?'),
  members: database.prepare(
    'SELECT * FROM members WHERE channel_id = ? AND member_id > ? ORDER BY member_id LIMIT ?',
  ),
});

const one = <Result>(row: Row | undefined, as: (row: Row) => Result): Result | null => (row ? as(row) : null);

export const historyReader: StoreReader<ReturnType<typeof prepare>, HistoryQueries> = {
  prepare,
  queries: (read) => ({
    message: (channelId, messageId) =>
      read(null, ({ message }) => one(message.get(channelId, messageId), messageOf)),
    pendingChanges: (channelId, messageId, actor) =>
      read(null, ({ pending }) => one(pending.get(channelId, messageId, actor), pendingOf)),
    messages: (channelId, limit, before, maxCharacters) =>
      read([], ({ newest, older }) => {
        const rows =
          before === undefined ? newest.iterate(channelId, limit) : older.iterate(channelId, before, limit);
        const messages: StoredMessage[] = [];
        let left = maxCharacters ?? Number.POSITIVE_INFINITY;
        for (const row of rows) {
          const message = messageOf(row as Row);
          messages.push(message);
          left -= message.text.length;
          if (left <= 0) break;
        }
        return messages;
      }),
    channel: (channelId) => read(null, ({ channel }) => one(channel.get(channelId), channelOf)),
    member: (channelId, memberId) =>
      read(null, ({ member }) => one(member.get(channelId, memberId), memberOf)),
    members: (channelId, limit, after) =>
      read([], ({ members }) => members.all(channelId, after ?? '', limit).map(memberOf)),
  }),
  contentHash: (database) => (database ? hashHistory(database) : new HistoryContentHash().digest()),
};
