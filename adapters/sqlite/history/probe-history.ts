import type { DatabaseSync } from 'node:sqlite';

const PROBE =
  'INSERT INTO probes (id, written_at) VALUES (1, ?) ON CONFLICT DO UPDATE SET written_at = excluded.written_at';

/** A message of no channel: no channel's name has a space. It is gone before the transaction ends. */
const SEND = `INSERT INTO messages
  (channel_id, message_id, author, text, sent_version, sent_accepted_at, sent_applied_at)
  VALUES (' probe', '', '', ' ', 1, ?, ?)`;
const REMOVE = "DELETE FROM messages WHERE channel_id = ' probe'";

/** Writes what a batch writes, and leaves one row of its own. Runs within a transaction. */
export function prepareProbe(database: DatabaseSync): (now: number) => void {
  const probe = database.prepare(PROBE);
  const send = database.prepare(SEND);
  const remove = database.prepare(REMOVE);
  return (now) => {
    send.run(now, now);
    remove.run();
    probe.run(now);
  };
}
