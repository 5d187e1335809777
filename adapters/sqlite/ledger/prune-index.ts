import type { DatabaseSync } from 'node:sqlite';
import type { SegmentStatements } from './segments.ts';
import { segmentReader } from './segments.ts';

/** How many rows of a table one step deletes. */
const STEP_ROWS = 2_000;
const OF_LEDGER = ['accepted', 'failed', 'unconfirmed', 'gaps'] as const;

export interface Window {
  storedBefore: number;
  ledgerFirst: number;
  maxRows: number;
}

/** One step of deleting rows outside the window; true if there are more. Runs within a transaction. */
export function indexPruner(database: DatabaseSync, statements: SegmentStatements) {
  const segments = segmentReader(database);
  const dropSegment = database.prepare('DELETE FROM segments WHERE segment = ?');
  const dropSpans = database.prepare('DELETE FROM spans WHERE segment = ?');
  const ofLedger = OF_LEDGER.map((table) =>
    database.prepare(
      `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ledger < ? LIMIT ${STEP_ROWS})`,
    ),
  );
  const oldBatches = database.prepare(`SELECT batch FROM batches WHERE ledger < ? LIMIT ${STEP_ROWS}`);
  const dropBatch = database.prepare('DELETE FROM batches WHERE batch = ?');
  const dropRanges = database.prepare('DELETE FROM applied WHERE batch = ?');
  const rowsOfLedger = database.prepare(
    'SELECT (SELECT ifnull(max(batch) - min(batch) + 1, 0) FROM batches) AS batches, (SELECT min(ledger) FROM batches) AS first',
  );
  const dropAccepting = database.prepare('DELETE FROM accepting WHERE minute < ?');
  const dropProven = database.prepare('DELETE FROM proven WHERE at < ?');

  function dropOldest({ storedBefore, maxRows }: Window): boolean {
    const all = segments.all();
    const rows = all.reduce((sum, each) => sum + each.rows, 0);
    const [oldest] = all;
    // The newest segment is being filled.
    if (!oldest || all.length === 1) return false;
    if (oldest.lastStoredAt >= storedBefore && rows - oldest.rows < maxRows) return false;
    statements.forget(oldest.segment);
    database.exec(`DROP TABLE events_${oldest.segment}`);
    dropSegment.run(oldest.segment);
    dropSpans.run(oldest.segment);
    return true;
  }

  function dropLedger({ ledgerFirst, maxRows }: Window): boolean {
    const { batches, first } = rowsOfLedger.get() as { batches: number; first: number | null };
    // Above the limit, the oldest messages are deleted first, as many as one step takes.
    const before = batches > maxRows && first !== null ? Math.max(ledgerFirst, first + 1) : ledgerFirst;
    const old = oldBatches.all(before) as { batch: number }[];
    for (const { batch } of old) {
      dropRanges.run(batch);
      dropBatch.run(batch);
    }
    const others = ofLedger.map((statement) => Number(statement.run(before).changes));
    return batches > maxRows || old.length === STEP_ROWS || others.includes(STEP_ROWS);
  }

  return (window: Window): boolean => {
    dropProven.run(window.storedBefore);
    dropAccepting.run(Math.floor(window.storedBefore / 60_000));
    const more = dropLedger(window);
    return dropOldest(window) || more;
  };
}
