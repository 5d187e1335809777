import type {
  PendingChanges,
  StoredChannel,
  StoredMember,
  StoredMessage,
  Written,
} from '../../contracts/ports/history-store.ts';
import { stored } from '../../contracts/ports/stored-value.ts';
import { timeOf } from './write-timestamps.ts';

/** A row as the driver reads it: bigint columns as BigInt, absent ones as null. */
export type Row = Record<string, unknown>;

function written(row: Row, field: string): Written | null {
  const version = row[`${field}_version`] as bigint | null;
  if (version === null) return null;
  return {
    version: Number(version),
    acceptedAt: Number(stored(row[`${field}_accepted_at`] as bigint | null, `${field}_accepted_at`)),
    appliedAt: timeOf(stored(row[`${field}_applied`] as bigint | null, `${field}_applied`)),
  };
}

/** A change that came before its message counts as written when it took effect. */
const inEffect = (change: Written | null, sent: Written): Written | null =>
  change && { ...change, appliedAt: Math.max(change.appliedAt, sent.appliedAt) };

/** The row of the one who sent the message: of several who did, the one of the lowest version. */
function authorsRow(rows: readonly Row[]): Row | undefined {
  let first: Row | undefined;
  for (const row of rows) {
    if (row.sent_version === null) continue;
    if (!first || (row.sent_version as bigint) < (first.sent_version as bigint)) first = row;
  }
  return first;
}

/** The message that all rows of one id make up: null while it has not been sent. */
export function messageOf(rows: readonly Row[]): StoredMessage | null {
  const row = authorsRow(rows);
  if (!row) return null;
  const sent = written(row, 'sent') as Written;
  const edited = inEffect(written(row, 'edited'), sent);
  const deleted = inEffect(written(row, 'deleted'), sent);
  const text = edited ? stored(row.edited_text, 'edited_text') : stored(row.sent_text, 'sent_text');
  return {
    channelId: row.channel_id as string,
    messageId: row.message_id as string,
    author: row.actor as string,
    text: deleted ? '' : (text as string),
    sent,
    edited,
    deleted,
  };
}

/** One actor's changes, as long as nobody sent the message. */
export function pendingOf(rows: readonly Row[], actor: string): PendingChanges | null {
  if (authorsRow(rows)) return null;
  const row = rows.find((candidate) => candidate.actor === actor);
  return row ? { edited: written(row, 'edited'), deleted: written(row, 'deleted') } : null;
}

/** The text that is kept for an edit. */
export const pendingTextOf = (row: Row): string | null =>
  row.deleted_version === null ? stored(row.edited_text as string | null, 'edited_text') : null;

export const memberOf = (row: Row): StoredMember => ({
  memberId: row.member_id as string,
  joined: stored(written(row, 'joined'), 'joined_version'),
});

export const channelOf = (row: Row, members: number): StoredChannel => ({
  channelId: row.channel_id as string,
  title: stored(row.title as string | null, 'title'),
  creator: stored(row.creator as string | null, 'creator'),
  created: stored(written(row, 'created'), 'created_version'),
  members,
});

/** Rows of messages, which come message by message, as one array for each message. */
export async function* byMessage(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let group: Row[] = [];
  for await (const row of rows) {
    const [first] = group;
    const same = first && first.message_id === row.message_id && first.channel_id === row.channel_id;
    if (group.length > 0 && !same) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}
