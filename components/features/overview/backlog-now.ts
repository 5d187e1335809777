import type { ConsumerList } from '../../../contracts/consumers.ts';

/** The present backlog over all projections, from the reading that Overview shows. */
interface BacklogNow {
  /** Null if a part is unknown. */
  lag: number | null;
  /** Null without an oldest event, or if it is unknown. */
  oldestAgeMs: number | null;
}

export function backlogNow({ projections, watch }: Pick<ConsumerList, 'projections' | 'watch'>): BacklogNow {
  const lag = projections.reduce<number | null>(
    (sum, each) => (sum === null || each.lag === null ? null : sum + each.lag),
    0,
  );
  const isUnknown = projections.some(({ lag: own, oldestAt }) => own !== 0 && oldestAt === null);
  const oldest = isUnknown
    ? []
    : projections.flatMap(({ oldestAt }) => (oldestAt === null ? [] : Date.parse(oldestAt)));
  const age = Date.parse(watch.snapshotAt ?? '') - Math.min(...oldest);
  return { lag, oldestAgeMs: Number.isFinite(age) ? Math.max(0, age) : null };
}
