import type { ChartPoint } from '../../ui/chart/chart-props.ts';

export interface LastPoint {
  at: number;
  value: number;
}

/** How many steps back the present value may lie: the last one is seldom whole. */
const LATE = 3;

/** The present value of a line; null where it was not told lately: what is older is not present. */
export function lastKnown(points: readonly ChartPoint[], line: string): LastPoint | null {
  for (const point of points.slice(-LATE).toReversed()) {
    const value = point[line];
    if (value !== null && value !== undefined) return { at: point.at, value };
  }
  return null;
}
