import { DatabaseSync } from 'node:sqlite';
import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import { answerOrder } from './answer-order.ts';
import { readChanges } from './changes-file.ts';

/*
 * The reference for SQLite: the same rows into a file of the same schema and durability (WAL, synchronous FULL), with
 * plain prepared statements in large transactions, on the thread that has the rows. No merge rules, no transfer between
 * threads.
 */
const [file, path, rowsATransaction] = process.argv.slice(2) as [string, string, string];
const parts = readChanges(file).map((changes) => changes.toSorted((a, b) => a.version - b.version));
const database = new DatabaseSync(path);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
const send = database.prepare(
  'INSERT INTO messages (channel_id, message_id, actor, sent_text, sent_version, sent_accepted_at, sent_applied_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
);
const edit = database.prepare(
  'UPDATE messages SET edited_text = ?, edited_version = ?, edited_accepted_at = ?, edited_applied_at = ? WHERE channel_id = ? AND message_id = ? AND actor = ?',
);
const remove = database.prepare(
  "UPDATE messages SET sent_text = '', edited_text = iif(edited_text IS NULL, NULL, ''), deleted_version = ?, deleted_accepted_at = ?, deleted_applied_at = ? WHERE channel_id = ? AND message_id = ? AND actor = ?",
);
const create = database.prepare(
  'INSERT INTO channels (channel_id, created_title, created_creator, created_version, created_accepted_at, created_applied_at) VALUES (?, ?, ?, ?, ?, ?)',
);
const join = database.prepare(
  'INSERT OR IGNORE INTO members (channel_id, member_id, joined_version, joined_accepted_at, joined_applied_at) VALUES (?, ?, ?, ?, ?)',
);

function write({ field, key, values, actor, version, acceptedAt }: HistoryChange, now: number): void {
  const channelId = key.channelId!;
  const messageId = key.messageId!;
  switch (field.id) {
    case 'message.sent':
      send.run(channelId, messageId, actor, values.text!, version, acceptedAt, now);
      break;
    case 'message.edited':
      edit.run(values.text!, version, acceptedAt, now, channelId, messageId, actor);
      break;
    case 'message.deleted':
      remove.run(version, acceptedAt, now, channelId, messageId, actor);
      break;
    case 'channel.created':
      create.run(channelId, values.title!, values.creator!, version, acceptedAt, now);
      break;
    case 'member.joined':
      join.run(channelId, actor, version, acceptedAt, now);
  }
}

answerOrder(async (part) => {
  const changes = parts[part]!;
  const now = Date.now();
  for (let at = 0; at < changes.length; at += Number(rowsATransaction)) {
    database.exec('BEGIN IMMEDIATE');
    for (const change of changes.slice(at, at + Number(rowsATransaction))) write(change, now);
    database.exec('COMMIT');
  }
});
