import type { DatabaseSync } from 'node:sqlite';
import {
  type HistoryRange,
  KEPT,
  type LogPoint,
  type LogSnapshot,
  RESOLUTIONS,
  type Resolution,
} from '../../../contracts/ports/lag-history.ts';

const tableOf = (resolution: Resolution): string => `log_${resolution}s`;

const newest = (column: string): string =>
  `${column} = CASE WHEN excluded.last_at >= last_at THEN excluded.${column} ELSE ${column} END`;
/** The worse of two values of which one may be unknown. */
const worst = (of: 'min' | 'max', column: string): string =>
  `${column} = ${of}(coalesce(${column}, excluded.${column}), coalesce(excluded.${column}, ${column}))`;

const merge = (table: string): string => `
  INSERT INTO ${table} (at, bytes, max_bytes, messages, fullest, oldest_at, left_ms, last_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (at) DO UPDATE SET
    ${newest('bytes')}, ${newest('max_bytes')}, ${newest('messages')}, ${newest('oldest_at')},
    ${worst('max', 'fullest')}, ${worst('min', 'left_ms')}, last_at = max(last_at, excluded.last_at)`;

interface Row {
  at: number;
  bytes: number;
  max_bytes: number | null;
  messages: number;
  fullest: number | null;
  oldest_at: number | null;
  left_ms: number | null;
}

const pointOf = (row: Row): LogPoint => ({
  at: row.at,
  bytes: row.bytes,
  maxBytes: row.max_bytes,
  messages: row.messages,
  fullestShare: row.fullest,
  oldestAt: row.oldest_at,
  leftMs: row.left_ms,
});

/** How full the log was: one series, written and pruned. The caller runs the transaction. */
export function logPoints(database: DatabaseSync) {
  const tables = RESOLUTIONS.map((resolution) => ({
    resolution,
    merge: database.prepare(merge(tableOf(resolution))),
    prune: database.prepare(`DELETE FROM ${tableOf(resolution)} WHERE at < ?`),
  }));

  function put(resolutions: readonly Resolution[], at: number, snapshot: LogSnapshot, lastAt: number): void {
    const { bytes, maxBytes, messages, fullestShare, oldestAt, leftMs } = snapshot;
    for (const { resolution, merge } of tables) {
      if (!resolutions.includes(resolution)) continue;
      const start = Math.floor(at / KEPT[resolution].stepMs) * KEPT[resolution].stepMs;
      merge.run(start, bytes, maxBytes, messages, fullestShare, oldestAt, leftMs, lastAt);
    }
  }

  return {
    add: (at: number, snapshot: LogSnapshot): void => put(RESOLUTIONS, at, snapshot, at),

    addMinutes(minutes: readonly LogPoint[], now: number): void {
      for (const minute of minutes) {
        const isKept = minute.at >= now - KEPT.minute.forMs;
        put(isKept ? ['minute', 'hour'] : ['hour'], minute.at, minute, minute.at + KEPT.minute.stepMs - 1);
      }
    },

    prune(now: number): void {
      for (const { resolution, prune } of tables) prune.run(now - KEPT[resolution].forMs);
    },

    /** The newest points, if there are too many. */
    points(range: HistoryRange): LogPoint[] {
      const rows = database
        .prepare(
          `SELECT at, bytes, max_bytes, messages, fullest, oldest_at, left_ms FROM ${tableOf(range.resolution)}
           WHERE at >= ? AND at < ? ORDER BY at DESC LIMIT ?`,
        )
        .all(range.from, range.until, range.limit) as unknown as Row[];
      return rows.reverse().map(pointOf);
    },
  };
}
