import type { DatabaseSync } from 'node:sqlite';

/** A message of a channel that can't exist: no channel's name has a space. It is deleted before the transaction ends. */
const SEND = `INSERT INTO messages
  (channel_id, message_id, actor, sent_text, sent_version, sent_accepted_at, sent_applied_at)
  VALUES (' probe', '', '', ' ', 1, ?, ?)`;
const REMOVE = "DELETE FROM messages WHERE channel_id = ' probe'";

/** Writes what a batch writes, and leaves nothing behind. Runs within a transaction. */
export function prepareProbe(database: DatabaseSync): (now: number) => void {
  const send = database.prepare(SEND);
  const remove = database.prepare(REMOVE);
  return (now) => {
    send.run(now, now);
    remove.run();
  };
}
