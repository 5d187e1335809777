import { rangeBounds, type TimeRange } from '../ui/chart/time-range.ts';

/** A range of time as the API takes it; one that ends now has no end. */
export function rangeQuery(range: TimeRange): { from: string; until?: string } {
  const { from, until } = rangeBounds(range, Date.now());
  return {
    from: new Date(from).toISOString(),
    ...(until === null ? {} : { until: new Date(until).toISOString() }),
  };
}
