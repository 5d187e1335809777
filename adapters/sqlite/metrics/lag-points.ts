import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type HistoryRange,
  KEPT,
  type LagMinute,
  type LagPoint,
  type LagSnapshot,
  type Resolution,
} from '../../../contracts/ports/lag-history.ts';

/** How many series one round searches for old rows. */
const PRUNED_A_ROUND = 20;
/** How many rows of one table and series are deleted at once; a long backlog takes several rounds. */
const ROWS_PRUNED = 2_000;

export const tableOf: Readonly<Record<Resolution, string>> = {
  second: 'seconds',
  minute: 'minutes',
  hour: 'hours',
};
const COLUMNS = 'lag_min, lag_max, lag_last, age_min, age_max, age_last, status';

/** A minimum or maximum of two values of which one may be unknown. */
const known = (least: 'min' | 'max', column: string): string =>
  `${column} = ${least}(coalesce(${column}, excluded.${column}), coalesce(excluded.${column}, ${column}))`;
const newest = (column: string): string =>
  `${column} = CASE WHEN excluded.last_at >= last_at THEN excluded.${column} ELSE ${column} END`;

const merge = (table: string): string => `
  INSERT INTO ${table} (series, at, ${COLUMNS}, last_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (series, at) DO UPDATE SET
    lag_min = min(lag_min, excluded.lag_min), lag_max = max(lag_max, excluded.lag_max), ${newest('lag_last')},
    ${known('min', 'age_min')}, ${known('max', 'age_max')}, ${newest('age_last')}, ${newest('status')},
    last_at = max(last_at, excluded.last_at)`;

export interface PointRow {
  at: number;
  lag_min: number;
  lag_max: number;
  lag_last: number;
  age_min: number | null;
  age_max: number | null;
  age_last: number | null;
  status: string;
}

export const pointOf = (row: PointRow): LagPoint => ({
  at: row.at,
  lagMin: row.lag_min,
  lagMax: row.lag_max,
  lagLast: row.lag_last,
  ageMinMs: row.age_min,
  ageMaxMs: row.age_max,
  ageLastMs: row.age_last,
  status: row.status as LagPoint['status'],
});

/** The time series of lags, written and pruned. The caller runs the transaction. */
export function lagPoints(database: DatabaseSync) {
  const merges = Object.fromEntries(
    Object.entries(tableOf).map(([resolution, table]) => [resolution, database.prepare(merge(table))]),
  ) as Record<Resolution, StatementSync>;
  const findSeries = database.prepare('SELECT id FROM series WHERE stream = ? AND consumer = ?');
  const addSeries = database.prepare('INSERT INTO series (stream, consumer) VALUES (?, ?)');
  const seriesAfter = database.prepare('SELECT id FROM series WHERE id > ? ORDER BY id LIMIT ?');
  const forgetSeries = database.prepare(
    'DELETE FROM series WHERE id = ? AND NOT EXISTS (SELECT 1 FROM hours WHERE series = ?)',
  );
  const prunes = Object.entries(tableOf).map(([resolution, table]) => ({
    forMs: KEPT[resolution as Resolution].forMs,
    statement: database.prepare(
      `DELETE FROM ${table} WHERE series = ? AND at IN
         (SELECT at FROM ${table} WHERE series = ? AND at < ? ORDER BY at LIMIT ${ROWS_PRUNED})`,
    ),
  }));
  const ids = new Map<string, number>();
  let prunedTo = 0;

  function idOf({ stream, consumer }: { stream: string; consumer: string }): number {
    const key = `${stream} ${consumer}`;
    let id = ids.get(key);
    if (id === undefined) {
      const row = findSeries.get(stream, consumer);
      id = Number(row?.id ?? addSeries.run(stream, consumer).lastInsertRowid);
      ids.set(key, id);
    }
    return id;
  }

  function put(resolution: Resolution, series: number, at: number, point: LagPoint, lastAt: number): void {
    const step = KEPT[resolution].stepMs;
    const start = Math.floor(at / step) * step;
    const { lagMin, lagMax, lagLast, ageMinMs, ageMaxMs, ageLastMs, status } = point;
    const ages = [ageMinMs, ageMaxMs, ageLastMs] as const;
    merges[resolution].run(series, start, lagMin, lagMax, lagLast, ...ages, status, lastAt);
  }

  return {
    addRound(at: number, snapshots: readonly LagSnapshot[]): void {
      for (const snapshot of snapshots) {
        const { lag, ageMs, status } = snapshot;
        const point: LagPoint = {
          at,
          lagMin: lag,
          lagMax: lag,
          lagLast: lag,
          ageMinMs: ageMs,
          ageMaxMs: ageMs,
          ageLastMs: ageMs,
          status,
        };
        const series = idOf(snapshot);
        put('second', series, at, point, at);
        put('minute', series, at, point, at);
        put('hour', series, at, point, at);
      }
    },

    addMinutes(minutes: readonly LagMinute[], now: number): void {
      for (const minute of minutes) {
        const series = idOf(minute);
        const lastAt = minute.at + KEPT.minute.stepMs - 1;
        if (minute.at >= now - KEPT.minute.forMs) put('minute', series, minute.at, minute, lastAt);
        put('hour', series, minute.at, minute, lastAt);
      }
    },

    /** Deletes a part of the rows that are too old. */
    prune(now: number): void {
      const next = seriesAfter.all(prunedTo, PRUNED_A_ROUND) as { id: number }[];
      prunedTo = next.length < PRUNED_A_ROUND ? 0 : next.at(-1)!.id;
      for (const { id } of next) {
        for (const { statement, forMs } of prunes) statement.run(id, id, now - forMs);
        if (forgetSeries.run(id, id).changes > 0) ids.clear();
      }
    },

    minute(at: number): LagMinute[] {
      const rows = database
        .prepare(
          `SELECT stream, consumer, at, ${COLUMNS} FROM minutes JOIN series ON series.id = minutes.series WHERE at = ?`,
        )
        .all(at) as unknown as (PointRow & { stream: string; consumer: string })[];
      return rows.map((row) => ({ stream: row.stream, consumer: row.consumer, ...pointOf(row) }));
    },

    points({ stream, consumer }: { stream: string; consumer: string }, range: HistoryRange): LagPoint[] {
      const series = findSeries.get(stream, consumer)?.id;
      if (series === undefined) return [];
      // The newest rows, if there are too many.
      const rows = database
        .prepare(
          `SELECT at, ${COLUMNS} FROM ${tableOf[range.resolution]}
           WHERE series = ? AND at >= ? AND at < ? ORDER BY at DESC LIMIT ?`,
        )
        .all(series, range.from, range.until, range.limit) as unknown as PointRow[];
      return rows.reverse().map(pointOf);
    },
  };
}
