import type { ConsumerHistory } from '../../contracts/consumers.ts';
import type { ChartPoint } from '../chart/chart-props.ts';

type Point = ConsumerHistory['points'][number];

export interface StatusSpan {
  from: number;
  until: number;
  status: Point['status'];
}

/** More than a chart of this width can show. */
const MOST = 300;
/** Samples come a little early or late; more than this many steps apart, some are missing. */
const MISSED_STEPS = 2.5;

const stepOf = (resolution: ConsumerHistory['resolution'], sampleMs: number): number =>
  ({ second: sampleMs, minute: 60_000, hour: 3_600_000 })[resolution];

/** Runs of points without a hole between them. */
function runs(points: readonly Point[], stepMs: number): { at: number; point: Point }[][] {
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

/** A history as a chart takes it: at most 300 points, each the worst of its time; where nothing was sampled, a gap. */
export function chartPoints(history: ConsumerHistory, sampleMs: number): ChartPoint[] {
  const [from, until] = [Date.parse(history.from), Date.parse(history.until)];
  const stepMs = stepOf(history.resolution, sampleMs);
  const bucketMs = Math.max(stepMs, (until - from) / MOST);
  const shown: ChartPoint[] = [{ at: from, lag: null, age: null }];
  for (const run of runs(history.points, stepMs)) {
    const buckets = new Map<number, { at: number; point: Point }[]>();
    for (const each of run) {
      const bucket = Math.floor((each.at - from) / bucketMs);
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), each]);
    }
    for (const each of buckets.values()) {
      const ages = each.flatMap(({ point }) => point.ageMaxMs ?? []);
      shown.push({
        at: each[0]?.at ?? from,
        lag: Math.max(...each.map(({ point }) => point.lagMax)),
        age: ages.length > 0 ? Math.max(...ages) : null,
      });
    }
    shown.push({ at: Math.min((run.at(-1)?.at ?? from) + stepMs, until), lag: null, age: null });
  }
  const last = shown.at(-1);
  if (last && last.at < until) shown.push({ at: until, lag: null, age: null });
  return shown;
}

/** In which status it was from when to when; where nothing was sampled there is none. */
export function statusSpans(history: ConsumerHistory, sampleMs: number): StatusSpan[] {
  const stepMs = stepOf(history.resolution, sampleMs);
  return runs(history.points, stepMs).flatMap((run) => {
    const spans: StatusSpan[] = [];
    for (const { at, point } of run) {
      const last = spans.at(-1);
      if (last?.status === point.status) last.until = at + stepMs;
      else {
        if (last) last.until = at;
        spans.push({ from: at, until: at + stepMs, status: point.status });
      }
    }
    return spans;
  });
}

/** The picture in words. */
export function sayHistory(
  points: readonly ChartPoint[],
  key: 'lag' | 'age',
  format: (value: number) => string,
): string {
  const values = points.flatMap((point) => point[key] ?? []);
  const [least, most, last] = [Math.min(...values), Math.max(...values), values.at(-1)];
  if (last === undefined) return 'Nothing was sampled in this time.';
  return `Between ${format(least)} and ${format(most)}; at its end ${format(last)}.`;
}
