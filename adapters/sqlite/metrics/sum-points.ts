import type { DatabaseSync } from 'node:sqlite';
import { CONSUMER_STATUSES, type ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { HistoryRange, LagPoint, LagTrend } from '../../../contracts/ports/lag-history.ts';
import { type PointRow, pointOf, tableOf } from './lag-points.ts';

interface SumRow extends Omit<PointRow, 'status'> {
  statuses: string;
}

const gravity = (status: string): number => CONSUMER_STATUSES.indexOf(status as ConsumerStatus);
const mostSevere = (statuses: string): string =>
  statuses.split(',').reduce((worst, each) => (gravity(each) > gravity(worst) ? each : worst));

/** If the age of one of them is unknown, so is the age of all. */
const ofAll = (column: string): string => `CASE WHEN count(${column}) = count(*) THEN max(${column}) END`;

/** Sums over several consumers, and trends of all consumers. */
export function sumPoints(database: DatabaseSync) {
  return {
    /** Leaves out a time at which a consumer that had earlier points has none. */
    together(members: readonly { stream: string; consumer: string }[], range: HistoryRange): LagPoint[] {
      const table = tableOf[range.resolution];
      const rows = database
        .prepare(
          `WITH members AS (
             SELECT known.id AS series, (SELECT min(at) FROM ${table} AS own WHERE own.series = known.id) AS first
             FROM series AS known JOIN json_each(?1) AS name
               ON stream = name.value ->> 'stream' AND consumer = name.value ->> 'consumer')
           SELECT at, sum(lag_min) AS lag_min, sum(lag_max) AS lag_max, sum(lag_last) AS lag_last,
             ${ofAll('age_min')} AS age_min, ${ofAll('age_max')} AS age_max, ${ofAll('age_last')} AS age_last,
             group_concat(DISTINCT status) AS statuses
           FROM members CROSS JOIN ${table} AS t USING (series)
           WHERE at >= ?2 AND at < ?3
           GROUP BY at HAVING count(*) >= (SELECT count(*) FROM members WHERE first <= t.at)
           ORDER BY at DESC LIMIT ?4`,
        )
        .all(JSON.stringify(members), range.from, range.until, range.limit) as unknown as SumRow[];
      return rows.reverse().map((row) => pointOf({ ...row, status: mostSevere(row.statuses) }));
    },

    /** Each consumer's highest lag, by minute. */
    trends({ from, until, limit }: Pick<HistoryRange, 'from' | 'until' | 'limit'>): LagTrend[] {
      const rows = database
        .prepare(
          `WITH shown AS (
             SELECT series FROM minutes WHERE at >= ?1 AND at < ?2
             GROUP BY series ORDER BY max(at) DESC, series LIMIT ?3)
           SELECT stream, consumer, at, lag_max AS lag
           FROM shown CROSS JOIN series ON series.id = shown.series CROSS JOIN minutes USING (series)
           WHERE at >= ?1 AND at < ?2 ORDER BY at`,
        )
        .all(from, until, limit) as unknown as {
        stream: string;
        consumer: string;
        at: number;
        lag: number;
      }[];
      const trends = new Map<string, LagTrend>();
      for (const { stream, consumer, at, lag } of rows) {
        const key = `${stream} ${consumer}`;
        let trend = trends.get(key);
        if (!trend) {
          trend = { stream, consumer, minutes: [] };
          trends.set(key, trend);
        }
        trend.minutes.push({ at, lag });
      }
      return [...trends.values()];
    },
  };
}
