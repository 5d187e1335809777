import type { ChartPoint } from '../../ui/chart/chart-props.ts';

interface LastPoint {
  at: number;
  value: number;
}

/** How many steps back the present value may be: the last step is seldom complete. */
const LATE = 3;

/** The present value of a line; null where the last steps have none. */
export function lastKnown(points: readonly ChartPoint[], line: string): LastPoint | null {
  for (const point of points.slice(-LATE).toReversed()) {
    const value = point[line];
    if (value !== null && value !== undefined) return { at: point.at, value };
  }
  return null;
}

/**
 * The present value in words. Before the first complete step it is `no data yet`, not `unknown`, because nothing is
 * missing.
 */
export function presentValue(
  points: readonly ChartPoint[],
  line: string,
  format: (value: number) => string,
): string {
  const last = lastKnown(points, line);
  if (last !== null) return format(last.value);
  return points.some((point) => point[line] != null) ? 'unknown' : 'no data yet';
}
