import type { DatabaseSync } from 'node:sqlite';
import type { HistoryChange } from '../../../contracts/ports/history-store.ts';
import { FIELDS_A_CHANGE } from './encode-changes.ts';

/*
 * The merge rules of the port in SQL. Each statement keeps the winner by version whatever came before, so the
 * order of changes, of batches and of processes leaves no trace. Every statement runs inside one immediate
 * transaction: nobody else writes between a look and the write that follows it.
 */

const SEND = `
  INSERT INTO messages
    (channel_id, message_id, author, text, sent_version, sent_accepted_at, sent_applied_at)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET
    text = CASE
      WHEN author <> excluded.author THEN excluded.text
      WHEN deleted_version IS NOT NULL THEN ''
      WHEN edited_version IS NOT NULL THEN text
      ELSE excluded.text END,
    -- What the other sender changed was no change by the author.
    edited_version = iif(author = excluded.author, edited_version, NULL),
    edited_accepted_at = iif(author = excluded.author, edited_accepted_at, NULL),
    edited_applied_at = iif(author = excluded.author, edited_applied_at, NULL),
    deleted_version = iif(author = excluded.author, deleted_version, NULL),
    deleted_accepted_at = iif(author = excluded.author, deleted_accepted_at, NULL),
    deleted_applied_at = iif(author = excluded.author, deleted_applied_at, NULL),
    author = excluded.author,
    sent_version = excluded.sent_version,
    sent_accepted_at = excluded.sent_accepted_at,
    sent_applied_at = excluded.sent_applied_at
  WHERE excluded.sent_version < sent_version`;

const EDIT = `
  UPDATE messages SET
    text = iif(deleted_version IS NULL, ?, ''),
    edited_version = ?, edited_accepted_at = ?, edited_applied_at = ?
  WHERE channel_id = ? AND message_id = ? AND author = ? AND coalesce(edited_version, 0) < ?`;

const DELETE = `
  UPDATE messages SET
    text = '', deleted_version = ?, deleted_accepted_at = ?,
    -- The message has been gone since its first delete was written, whichever that was.
    deleted_applied_at = coalesce(deleted_applied_at, ?)
  WHERE channel_id = ? AND message_id = ? AND author = ? AND (deleted_version IS NULL OR deleted_version > ?)`;

const EXISTS = 'SELECT 1 FROM messages WHERE channel_id = ? AND message_id = ?';

const KEEP_EDIT = `
  INSERT INTO pending_changes
    (channel_id, message_id, actor, text, edited_version, edited_accepted_at, edited_applied_at)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET
    text = iif(deleted_version IS NULL, excluded.text, NULL),
    edited_version = excluded.edited_version,
    edited_accepted_at = excluded.edited_accepted_at,
    edited_applied_at = excluded.edited_applied_at
  WHERE coalesce(edited_version, 0) < excluded.edited_version`;

const KEEP_DELETE = `
  INSERT INTO pending_changes
    (channel_id, message_id, actor, deleted_version, deleted_accepted_at, deleted_applied_at)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET
    text = NULL,
    deleted_version = excluded.deleted_version,
    deleted_accepted_at = excluded.deleted_accepted_at,
    deleted_applied_at = coalesce(deleted_applied_at, excluded.deleted_applied_at)
  WHERE deleted_version IS NULL OR deleted_version > excluded.deleted_version`;

const KEPT = 'SELECT 1 FROM pending_changes WHERE channel_id = ? AND message_id = ? LIMIT 1';

const ANY_KEPT = 'SELECT EXISTS (SELECT 1 FROM pending_changes) AS kept';

/** What the author had changed before the message came. A change counts as written when it takes effect. */
const ADOPT = `
  UPDATE messages SET
    text = CASE
      WHEN kept.deleted_version IS NOT NULL THEN ''
      WHEN kept.edited_version IS NOT NULL THEN kept.text
      ELSE messages.text END,
    edited_version = kept.edited_version,
    edited_accepted_at = kept.edited_accepted_at,
    edited_applied_at = iif(kept.edited_version IS NULL, NULL, :now),
    deleted_version = kept.deleted_version,
    deleted_accepted_at = kept.deleted_accepted_at,
    deleted_applied_at = iif(kept.deleted_version IS NULL, NULL, :now)
  FROM pending_changes AS kept
  WHERE messages.channel_id = :channel AND messages.message_id = :message
    AND kept.channel_id = :channel AND kept.message_id = :message AND kept.actor = messages.author`;

const FORGET_KEPT = 'DELETE FROM pending_changes WHERE channel_id = ? AND message_id = ?';

const CREATE = `
  INSERT INTO channels
    (channel_id, title, creator, created_version, created_accepted_at, created_applied_at)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET
    title = excluded.title,
    creator = excluded.creator,
    created_version = excluded.created_version,
    created_accepted_at = excluded.created_accepted_at,
    created_applied_at = excluded.created_applied_at
  WHERE excluded.created_version < created_version`;

const JOIN = `
  INSERT INTO members (channel_id, member_id, joined_version, joined_accepted_at, joined_applied_at)
  VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET
    joined_version = excluded.joined_version,
    joined_accepted_at = excluded.joined_accepted_at,
    joined_applied_at = excluded.joined_applied_at
  WHERE excluded.joined_version < joined_version`;

/** Prepares the statements once; the result applies the flat fields of a batch, within a transaction. */
export function prepareApply(database: DatabaseSync): (fields: readonly unknown[]) => void {
  const send = database.prepare(SEND);
  const edit = database.prepare(EDIT);
  const remove = database.prepare(DELETE);
  const exists = database.prepare(EXISTS);
  const keepEdit = database.prepare(KEEP_EDIT);
  const keepDelete = database.prepare(KEEP_DELETE);
  const anyKept = database.prepare(ANY_KEPT);
  const isKept = database.prepare(KEPT);
  const adopt = database.prepare(ADOPT);
  const forgetKept = database.prepare(FORGET_KEPT);
  const create = database.prepare(CREATE);
  const join = database.prepare(JOIN);

  return (fields) => {
    const now = Date.now();
    // Without this look every message would pay for a search among changes that hardly ever wait.
    let kept = anyKept.get()?.kept === 1;
    for (let at = 0; at < fields.length; at += FIELDS_A_CHANGE) {
      const kind = fields[at] as HistoryChange['kind'];
      const version = fields[at + 1] as number;
      const channel = fields[at + 2] as string;
      const actor = fields[at + 3] as string;
      const acceptedAt = fields[at + 4] as number;
      const message = fields[at + 5] as string;
      const text = fields[at + 6] as string;
      switch (kind) {
        case 'message-sent':
          send.run(channel, message, actor, text, version, acceptedAt, now);
          if (kept && isKept.get(channel, message)) {
            adopt.run({ channel, message, now });
            forgetKept.run(channel, message);
          }
          break;
        case 'message-edited': {
          const changed = edit.run(text, version, acceptedAt, now, channel, message, actor, version).changes;
          if (changed === 0 && !exists.get(channel, message)) {
            keepEdit.run(channel, message, actor, text, version, acceptedAt, now);
            kept = true;
          }
          break;
        }
        case 'message-deleted': {
          const changed = remove.run(version, acceptedAt, now, channel, message, actor, version).changes;
          if (changed === 0 && !exists.get(channel, message)) {
            keepDelete.run(channel, message, actor, version, acceptedAt, now);
            kept = true;
          }
          break;
        }
        case 'channel-created':
          create.run(channel, text, actor, version, acceptedAt, now);
          break;
        case 'channel-joined':
          join.run(channel, actor, version, acceptedAt, now);
          break;
      }
    }
  };
}
