import type { DatabaseSync } from 'node:sqlite';
import { keyColumns } from '../../../domain/history/column-names.ts';
import { HistoryContentHash } from '../../../domain/history/content-hash.ts';
import { RowGroups } from '../../../domain/history/group-rows.ts';
import { historyTables } from './history-tables.ts';
import { readerOf, selectedColumns } from './read-rows.ts';

/** The port's content hash, within a read transaction. */
export function hashHistory(database: DatabaseSync): string {
  const hash = new HistoryContentHash();
  for (const table of historyTables) {
    const read = readerOf(table);
    const groups = new RowGroups();
    const query = `SELECT ${selectedColumns(table)} FROM ${table.name} ORDER BY ${keyColumns(table.entity).join(', ')}`;
    for (const row of database.prepare(query).iterate()) hash.add(table.entity, groups.add(read(row)) ?? []);
    hash.add(table.entity, groups.end());
  }
  return hash.digest();
}
