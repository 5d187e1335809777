import { created } from '../../../domain/chat/create-channel/created.ts';
import { deleted } from '../../../domain/chat/delete-message/deleted.ts';
import { edited } from '../../../domain/chat/edit-message/edited.ts';
import { channel, member, message } from '../../../domain/chat/entities.ts';
import { joined } from '../../../domain/chat/join-channel/joined.ts';
import { sent } from '../../../domain/chat/send-message/sent.ts';
import type { FieldTable } from './field-table.ts';

/**
 * Where the history lies in SQLite: of each table its entity, and its fields by the version of the schema that added them. Tables,
 * migrations, writes, reads and the content hash follow from this. A version that was released is never changed: add another.
 *
 * Rows lie in the order of their keys (WITHOUT ROWID), so that a page of a channel, newest first, is one range:
 * message ids are UUIDv7 in lower case, whose order is that of time.
 */
export const historyTables: readonly FieldTable[] = [
  { name: 'messages', entity: message, fields: { 1: [sent, edited, deleted] } },
  { name: 'channels', entity: channel, fields: { 1: [created] } },
  { name: 'members', entity: member, fields: { 1: [joined] } },
];
