import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EncodedChanges } from './encode-changes.ts';
import { fieldsIn } from './field-table.ts';
import { historyTables } from './history-tables.ts';
import { upsertField } from './upsert-field.ts';

/** Prepares a statement for each field. The returned function writes a batch within a transaction. */
export function prepareApply(database: DatabaseSync): (changes: EncodedChanges) => void {
  const statements = new Map<unknown, StatementSync>();
  for (const table of historyTables)
    for (const field of fieldsIn(table))
      statements.set(field.id, database.prepare(upsertField(table, field)));
  return (changes) => {
    const now = Date.now();
    for (let at = 0; at < changes.length; at += 2) {
      statements.get(changes[at])!.run(now, ...(changes[at + 1] as (string | number)[]));
    }
  };
}
