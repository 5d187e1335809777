import type { DatabaseSync } from 'node:sqlite';
import type { AcceptedRecord } from '../../../contracts/ledger.ts';
import type { AcceptTimes } from '../../../contracts/ports/ledger-index.ts';
import { bucketBound, latencyBucket } from './latency-bucket.ts';

const MINUTE_MS = 60_000;

/** Counts by minute how long commands took to be accepted. Runs within a transaction. */
export function acceptTimesWriter(database: DatabaseSync) {
  const add = database.prepare(
    'INSERT INTO accepting VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
  );
  return ({ acceptedAt, confirmedAfter }: AcceptedRecord): void => {
    const counts = new Map<number, Map<number, number>>();
    let at = 0;
    for (let n = 0; n < acceptedAt.length; n += 1) {
      at += acceptedAt[n]!;
      const minute = Math.floor(at / MINUTE_MS);
      const bucket = latencyBucket(confirmedAfter[n] ?? 0);
      const of = counts.get(minute) ?? new Map<number, number>();
      counts.set(minute, of.set(bucket, (of.get(bucket) ?? 0) + 1));
    }
    for (const [minute, buckets] of counts) {
      for (const [bucket, count] of buckets) add.run(minute, bucket, count);
    }
  };
}

/** Reads these counts for a period, in steps of whole minutes. */
export function acceptTimesReader(database: DatabaseSync) {
  const counted = database.prepare(
    `SELECT minute - minute % ?3 AS step, bucket, sum(count) AS count FROM accepting
     WHERE minute >= ?1 AND minute < ?2 GROUP BY step, bucket ORDER BY step, bucket`,
  );
  return (from: number, until: number, stepMs: number): AcceptTimes[] => {
    const rows = counted.all(
      Math.floor(from / MINUTE_MS),
      Math.ceil(until / MINUTE_MS),
      Math.max(1, Math.round(stepMs / MINUTE_MS)),
    ) as { step: number; bucket: number; count: number }[];
    return [...Map.groupBy(rows, ({ step }) => step)].map(([step, buckets]) => ({
      at: step * MINUTE_MS,
      ...summarize(buckets),
    }));
  };
}

function summarize(buckets: readonly { bucket: number; count: number }[]): Omit<AcceptTimes, 'at'> {
  const count = buckets.reduce((sum, each) => sum + each.count, 0);
  const quantile = (share: number): number => {
    let seen = 0;
    const found = buckets.find((each) => {
      seen += each.count;
      return seen >= share * count;
    });
    return bucketBound((found ?? buckets.at(-1)!).bucket);
  };
  return {
    count,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
    mostMs: bucketBound(buckets.at(-1)!.bucket),
  };
}
