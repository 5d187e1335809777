import type { StoreSchema } from '../projection/store-schema.ts';

/**
 * Rows lie in the order of their keys (WITHOUT ROWID), so that a page of a channel, newest first, is one range:
 * message ids are UUIDv7 in lower case, whose order is that of time.
 *
 * `pending_changes` holds edits and deletes of messages that are not in `messages`, and of no others.
 */
const steps: readonly string[] = [
  `CREATE TABLE messages (
    channel_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    sent_version INTEGER NOT NULL,
    sent_accepted_at INTEGER NOT NULL,
    sent_applied_at INTEGER NOT NULL,
    edited_version INTEGER,
    edited_accepted_at INTEGER,
    edited_applied_at INTEGER,
    deleted_version INTEGER,
    deleted_accepted_at INTEGER,
    deleted_applied_at INTEGER,
    PRIMARY KEY (channel_id, message_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE pending_changes (
    channel_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    text TEXT,
    edited_version INTEGER,
    edited_accepted_at INTEGER,
    edited_applied_at INTEGER,
    deleted_version INTEGER,
    deleted_accepted_at INTEGER,
    deleted_applied_at INTEGER,
    PRIMARY KEY (channel_id, message_id, actor)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE channels (
    channel_id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    creator TEXT NOT NULL,
    created_version INTEGER NOT NULL,
    created_accepted_at INTEGER NOT NULL,
    created_applied_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE members (
    channel_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    joined_version INTEGER NOT NULL,
    joined_accepted_at INTEGER NOT NULL,
    joined_applied_at INTEGER NOT NULL,
    PRIMARY KEY (channel_id, member_id)
  ) STRICT, WITHOUT ROWID;`,
];

export const historySchema: StoreSchema = { projection: 'history', steps };
