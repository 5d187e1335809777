import { created } from '../../domain/chat/create-channel/created.ts';
import { deleted } from '../../domain/chat/delete-message/deleted.ts';
import { edited } from '../../domain/chat/edit-message/edited.ts';
import { channel, member, message } from '../../domain/chat/entities.ts';
import { joined } from '../../domain/chat/join-channel/joined.ts';
import { sent } from '../../domain/chat/send-message/sent.ts';
import { bucketOf } from './message-bucket.ts';
import type { FieldTable, PlainTable, Table } from './table.ts';

/**
 * Where the history is stored in Cassandra: each table's entity, key, and fields by the schema version that added them.
 * Tables, migrations, writes, reads, the content hash and the schema checks follow from this. Never change a released
 * version: add another.
 *
 * A message has one row per actor who sent, edited or deleted it. So a change that arrives before its message needs no other
 * table, and an author's delete empties the author's text without knowing whose message it is. A partition holds one
 * channel's messages of one day; `channel_buckets` names the days that have messages.
 */
export const fieldTables = {
  messages: {
    entity: message,
    partition: { channel_id: 'ascii', bucket: 'int' },
    clustering: { message_id: ['ascii', 'DESC'], actor: ['text', 'ASC'] },
    derived: { bucket: ({ messageId }) => bucketOf(messageId!) },
    fields: { 1: [sent, edited, deleted] },
  },
  channels: {
    entity: channel,
    partition: { channel_id: 'ascii' },
    clustering: {},
    fields: { 1: [created] },
  },
  members: {
    entity: member,
    partition: { channel_id: 'ascii' },
    clustering: { member_id: ['text', 'ASC'] },
    fields: { 1: [joined] },
  },
} satisfies Record<string, FieldTable>;

const plainTables = {
  channel_buckets: {
    purpose: 'content',
    since: 1,
    partition: { channel_id: 'ascii' },
    clustering: { bucket: ['int', 'DESC'] },
    columns: {},
  },
  // Which log each epoch comes from. Written before the epoch, so every epoch has its log.
  epoch_logs: {
    purpose: 'epochs',
    since: 2,
    partition: { epoch_id: 'ascii' },
    clustering: {},
    columns: { log_id: 'ascii' },
  },
  // One row: the present epoch, and when its wipe began (Unix ms).
  epoch: {
    purpose: 'bookkeeping',
    since: 1,
    partition: { id: 'int' },
    clustering: {},
    columns: { epoch_id: 'ascii', wiping_since: 'bigint' },
  },
  probes: {
    purpose: 'bookkeeping',
    since: 1,
    partition: { id: 'int' },
    clustering: {},
    columns: { written_at: 'bigint' },
  },
  schema_version: {
    purpose: 'bookkeeping',
    since: 1,
    partition: { id: 'int' },
    clustering: {},
    columns: { version: 'int' },
  },
} satisfies Record<string, PlainTable>;

export const historyTables: Readonly<Record<string, Table>> = { ...fieldTables, ...plainTables };
