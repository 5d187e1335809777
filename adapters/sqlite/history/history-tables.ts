import { created } from '../../../domain/chat/create-channel/created.ts';
import { deleted } from '../../../domain/chat/delete-message/deleted.ts';
import { edited } from '../../../domain/chat/edit-message/edited.ts';
import { channel, member, message } from '../../../domain/chat/entities.ts';
import { joined } from '../../../domain/chat/join-channel/joined.ts';
import { sent } from '../../../domain/chat/send-message/sent.ts';
import type { FieldTable } from './field-table.ts';

/**
 * Where the history is stored in SQLite: each table's entity, and its fields by the schema version that added them. Tables,
 * migrations, writes, reads and the content hash follow from this. Never change a released version: add another.
 *
 * Rows are stored in key order (WITHOUT ROWID), so a page of a channel, newest first, is one range: message ids are
 * lower-case UUIDv7, which sort by time.
 */
export const historyTables: readonly FieldTable[] = [
  { name: 'messages', entity: message, fields: { 1: [sent, edited, deleted] } },
  { name: 'channels', entity: channel, fields: { 1: [created] } },
  { name: 'members', entity: member, fields: { 1: [joined] } },
];
