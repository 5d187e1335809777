import type { ChartPoint } from './chart-props.ts';

/** Values over time, as the API gives them: a time without data has no point. */
interface SnapshotHistory<Point extends { at: string }> {
  from: string;
  until: string;
  resolution: 'second' | 'minute' | 'hour';
  points: readonly Point[];
}

/** More than a chart of this width can show. */
const MOST = 300;
/** Snapshots come a little early or late. Two that are more than this many steps apart have a gap between them. */
const MISSED_STEPS = 2.5;

export const stepMsOf = (resolution: SnapshotHistory<never>['resolution'], snapshotMs: number): number =>
  ({ second: snapshotMs, minute: 60_000, hour: 3_600_000 })[resolution];

/** Runs of points without a gap between them. */
export function sampledRuns<Point extends { at: string }>(
  points: readonly Point[],
  stepMs: number,
): { at: number; point: Point }[][] {
  const found: { at: number; point: Point }[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const at = Date.parse(point.at);
    if (at - before > MISSED_STEPS * stepMs) found.push([]);
    found.at(-1)?.push({ at, point });
    before = at;
  }
  return found;
}

/**
 * A history for a chart: at most 300 points, each made of all snapshots of its interval; an interval without any is a
 * gap.
 */
export function historyPoints<Point extends { at: string }, Line extends string>(
  history: SnapshotHistory<Point>,
  snapshotMs: number,
  lines: readonly Line[],
  pointOf: (snapshots: readonly Point[]) => Record<Line, number | null>,
): ChartPoint[] {
  const [from, until] = [Date.parse(history.from), Date.parse(history.until)];
  const stepMs = stepMsOf(history.resolution, snapshotMs);
  const bucketMs = Math.max(stepMs, (until - from) / MOST);
  const gap = (at: number): ChartPoint => ({ at, ...Object.fromEntries(lines.map((line) => [line, null])) });
  const shown: ChartPoint[] = [gap(from)];
  for (const run of sampledRuns(history.points, stepMs)) {
    const buckets = Map.groupBy(run, ({ at }) => Math.floor((at - from) / bucketMs));
    for (const each of buckets.values())
      shown.push({ at: each[0]?.at ?? from, ...pointOf(each.map(({ point }) => point)) });
    shown.push(gap(Math.min((run.at(-1)?.at ?? from) + stepMs, until)));
  }
  const last = shown.at(-1);
  if (last && last.at < until) shown.push(gap(until));
  return shown;
}

/** The chart in words. */
export function describeHistory(
  points: readonly ChartPoint[],
  key: string,
  format: (value: number) => string,
): string {
  const values = points.flatMap((point) => point[key] ?? []);
  const [least, most, last] = [Math.min(...values), Math.max(...values), values.at(-1)];
  if (last === undefined) return 'Nothing was sampled in this time.';
  return `Between ${format(least)} and ${format(most)}; at its end ${format(last)}.`;
}
