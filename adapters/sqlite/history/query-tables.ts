import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { HistoryRow, StoredMessage } from '../../../contracts/ports/history-store.ts';
import { messageOf } from '../../../domain/chat/message.ts';
import { columnOf } from '../../../domain/history/column-names.ts';
import { RowGroups } from '../../../domain/history/group-rows.ts';
import type { StoredRow } from '../../../domain/history/read-row.ts';
import type { FieldTable } from './field-table.ts';
import { historyTables } from './history-tables.ts';
import { readerOf, selectedColumns } from './read-rows.ts';

/** The prepared reads of one table. */
interface TableQueries {
  read(row: StoredRow): HistoryRow;
  /** By the whole key. */
  rows: StatementSync;
  /** By all parts of the key but the last, which is above a value; with a limit. */
  list: StatementSync;
  count: StatementSync;
}

function queriesOf(database: DatabaseSync, table: FieldTable): TableQueries {
  const parts = Object.keys(table.entity.key).map(columnOf);
  const last = parts.at(-1)!;
  const is = (columns: readonly string[]) => columns.map((column) => `${column} = ?`);
  const select = `SELECT ${selectedColumns(table)} FROM ${table.name} WHERE`;
  const within = is(parts.slice(0, -1));
  return {
    read: readerOf(table),
    rows: database.prepare(`${select} ${is(parts).join(' AND ')}`),
    list: database.prepare(`${select} ${[...within, `${last} > ?`].join(' AND ')} ORDER BY ${last} LIMIT ?`),
    count: database.prepare(
      `SELECT count(*) AS count FROM ${table.name} WHERE ${within.join(' AND ') || 'true'}`,
    ),
  };
}

const messagesTable = historyTables.find(({ name }) => name === 'messages')!;
const readMessageRow = readerOf(messagesTable);

/** The reads of every table, by entity name, and the pages of messages, newest first. */
export function prepareQueries(database: DatabaseSync) {
  // Only a sender's row makes a message; a change that came before its message is on no page.
  const page = `SELECT ${selectedColumns(messagesTable)} FROM messages WHERE channel_id = ? AND sent_version IS NOT NULL`;
  return {
    byEntity: new Map(historyTables.map((table) => [table.entity.name, queriesOf(database, table)])),
    newest: database.prepare(`${page} ORDER BY message_id DESC`),
    older: database.prepare(`${page} AND message_id < ? ORDER BY message_id DESC`),
  };
}

/** The messages of these rows: at most `limit`, and none more once their texts together have `maxCharacters`. */
export function takeMessages(
  rows: Iterable<StoredRow>,
  limit: number,
  maxCharacters: number,
): StoredMessage[] {
  const messages: StoredMessage[] = [];
  const groups = new RowGroups();
  let left = maxCharacters;
  const take = (group: readonly HistoryRow[]): boolean => {
    const message = messageOf(group);
    if (message && messages.length < limit && (left > 0 || messages.length === 0)) {
      messages.push(message);
      left -= message.text.length;
    }
    return messages.length < limit && left > 0;
  };
  for (const row of rows) {
    const group = groups.add(readMessageRow(row));
    if (group && !take(group)) return messages;
  }
  take(groups.end());
  return messages;
}
