import type { DatabaseSync } from 'node:sqlite';
import type { IndexedFailure } from '../../../contracts/ports/dead-letter-index.ts';
import type { DeadLetterRows } from './dead-letter-rows.ts';

/** Stores messages of DEAD_LETTERS. The caller runs the transaction. */
export function failureWriter(database: DatabaseSync, rows: DeadLetterRows) {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO failures (sequence, id, stored_at, fingerprint, failed, bytes, schema_fault) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const before = database.prepare('SELECT id FROM failures WHERE sequence < ?');
  const forget = database.prepare('DELETE FROM failures WHERE sequence < ?');

  return {
    add(failures: readonly IndexedFailure[]): void {
      for (const failure of failures) {
        const { sequence, id, storedAt, fingerprint, failed, bytes, schemaFault } = failure;
        const values = [sequence, id, storedAt, fingerprint, JSON.stringify(failed), bytes, schemaFault];
        if (insert.run(...values).changes === 0) continue;
        const newest = rows.newestOf(id);
        if (newest === undefined) rows.begin(failure);
        else rows.derive(id);
        if (newest === undefined || newest < sequence) rows.makeSearchable(failure, newest);
      }
    },

    prune(first: number): void {
      const ids = new Set(before.all(first).map(({ id }) => id as string));
      forget.run(first);
      for (const id of ids) rows.derive(id);
    },
  };
}
