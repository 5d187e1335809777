import type {
  PendingChanges,
  StoredChannel,
  StoredMember,
  StoredMessage,
  Written,
} from '../../../contracts/ports/history-store.ts';
import { stored } from '../../../contracts/ports/stored-value.ts';

/** A row as `node:sqlite` reads it. */
export type Row = Record<string, unknown>;

/**
 * Text is read as its bytes: reading a text column ended at the first NUL character in early releases of
 * Node 24.
 */
export const textOf = (bytes: unknown): string => {
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
};

const written = (row: Row, field: string): Written | null =>
  row[`${field}_version`] === null
    ? null
    : {
        version: row[`${field}_version`] as number,
        acceptedAt: stored(row[`${field}_accepted_at`] as number | null, `${field}_accepted_at`),
        appliedAt: stored(row[`${field}_applied_at`] as number | null, `${field}_applied_at`),
      };

export const messageOf = (row: Row): StoredMessage => ({
  channelId: row.channel_id as string,
  messageId: row.message_id as string,
  author: row.author as string,
  text: textOf(row.text),
  sent: written(row, 'sent') as Written,
  edited: written(row, 'edited'),
  deleted: written(row, 'deleted'),
});

export const pendingOf = (row: Row): PendingChanges => ({
  edited: written(row, 'edited'),
  deleted: written(row, 'deleted'),
});

export const channelOf = (row: Row): StoredChannel => ({
  channelId: row.channel_id as string,
  title: textOf(row.title),
  creator: row.creator as string,
  created: written(row, 'created') as Written,
  members: row.members as number,
});

export const memberOf = (row: Row): StoredMember => ({
  memberId: row.member_id as string,
  joined: written(row, 'joined') as Written,
});
