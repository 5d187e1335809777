import { rangeBounds, type TimeRange } from '../ui/chart/time-range.ts';

/** A time range for the API; a range that ends now has no `until`. */
export function rangeQuery(range: TimeRange): { from: string; until?: string } {
  const { from, until } = rangeBounds(range, Date.now());
  return {
    from: new Date(from).toISOString(),
    ...(until === null ? {} : { until: new Date(until).toISOString() }),
  };
}
