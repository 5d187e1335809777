import type {
  PendingChanges,
  StoredChannel,
  StoredMember,
  StoredMessage,
  Written,
} from '../../contracts/ports/history-store.ts';
import { timeOf } from './write-timestamps.ts';

/** A row as the driver reads it: bigint columns as BigInt, absent ones as null. */
export type Row = Record<string, unknown>;

function written(row: Row, field: string): Written | null {
  const version = row[`${field}_version`] as bigint | null;
  if (version === null) return null;
  return {
    version: Number(version),
    acceptedAt: Number(row[`${field}_accepted_at`]),
    appliedAt: timeOf(row[`${field}_applied`] as bigint),
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
  const text = deleted ? '' : edited ? row.edited_text : row.sent_text;
  return {
    channelId: row.channel_id as string,
    messageId: row.message_id as string,
    author: row.actor as string,
    text: text as string,
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
  row.deleted_version === null ? (row.edited_text as string) : null;

export const memberOf = (row: Row): StoredMember => ({
  memberId: row.member_id as string,
  joined: written(row, 'joined') as Written,
});

export const channelOf = (row: Row, members: number): StoredChannel => ({
  channelId: row.channel_id as string,
  title: row.title as string,
  creator: row.creator as string,
  created: written(row, 'created') as Written,
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
