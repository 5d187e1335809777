import type { ConsumerList } from '../../../contracts/consumers.ts';

/** What no projection has applied yet, as the reading says that all of Overview shows. */
interface BacklogNow {
  /** Null where a part isn't known. */
  lag: number | null;
  /** Null without an oldest event, or where it isn't known. */
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
