import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { ConsumerList, ConsumerSummary, ProjectionLag } from '../../../contracts/consumers.ts';
import { countAlike, partitionsOf, type Reach, reachOf, sinceFirst } from './projection-of.ts';

/** The most severe last, as in contracts/consumer-status.ts. The schema itself is not loaded in the browser. */
const RANK: Record<ConsumerStatus, number> = {
  ok: 0,
  paused: 1,
  unknown: 2,
  warn: 3,
  saturated: 4,
  'head-blocked': 5,
  rewind: 6,
  'waiting-for-store': 7,
  failing: 8,
  stalled: 9,
  stopped: 10,
  'no-worker': 11,
};

export interface Trouble {
  projection: ProjectionLag;
  /** The partition whose status it has. */
  worst: ConsumerSummary | null;
  /** How many partitions it has, and how many of them have that status. */
  partitions: number;
  alike: number;
  /** How many of those are partitions, so without the retry queue. */
  reach: Reach;
  /** Since when the first of its partitions has had that status. */
  since: string | null;
  /** Until the log drops the first event unprocessed. */
  leftMs: number | null;
}

/** Projections that are not OK, the most severe first. */
export function projectionsInTrouble({ projections, consumers, watch }: ConsumerList): Trouble[] {
  return projections
    .filter(({ status }) => status !== 'ok')
    .sort((a, b) => RANK[b.status] - RANK[a.status] || (b.lag ?? 0) - (a.lag ?? 0))
    .map((projection) => {
      const own = partitionsOf({ consumers }, projection.projection);
      const since = sinceFirst(own, projection.status);
      const { stream, consumer } = projection.worst;
      const worst = own.find((each) => each.stream === stream && each.consumer === consumer) ?? null;
      const { oldestExpiresAt: expires } = projection;
      const now = watch.snapshotAt === null ? Number.NaN : Date.parse(watch.snapshotAt);
      const left = expires === null ? Number.NaN : Date.parse(expires) - now;
      const alike = countAlike(own, projection.status);
      return {
        projection,
        worst,
        partitions: own.length,
        alike,
        reach: reachOf(own, projection.status),
        since,
        leftMs: Number.isNaN(left) ? null : left,
      };
    });
}
