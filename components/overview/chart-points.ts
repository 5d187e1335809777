import type { Acceptance } from '../../contracts/acceptance.ts';
import type { ConsumerHistory } from '../../contracts/consumers.ts';
import type { ChartPoint } from '../chart/chart-props.ts';

const MINUTE_MS = 60_000;
const MOST_POINTS = 300;

/** The steps of a time, whole minutes, at most 300. */
function stepsOf(fromMs: number, untilMs: number, atLeastMs: number): { stepMs: number; steps: number[] } {
  const wanted = Math.ceil((untilMs - fromMs) / (MOST_POINTS - 1) / MINUTE_MS) * MINUTE_MS;
  const stepMs = Math.max(MINUTE_MS, atLeastMs, wanted);
  const steps: number[] = [];
  for (let at = Math.floor(fromMs / stepMs) * stepMs; at < untilMs; at += stepMs) steps.push(at);
  return { stepMs, steps };
}

/** A point for every step: where nothing was told there is a gap. */
export function acceptancePoints({ from, until, stepMs, points }: Acceptance): ChartPoint[] {
  const told = new Map(points.map((point) => [Date.parse(point.at), point]));
  const first = Math.floor(Date.parse(from) / stepMs) * stepMs;
  const filled: ChartPoint[] = [];
  for (let at = first; at < Date.parse(until); at += stepMs) {
    const point = told.get(at);
    // The minute that is not over would always look like a fall.
    const whole = at + stepMs <= Date.parse(until) && at >= Date.parse(from);
    filled.push({
      at,
      perSecond: point && whole ? point.count / (stepMs / 1_000) : null,
      p50: point?.p50Ms ?? null,
      p95: point?.p95Ms ?? null,
      p99: point?.p99Ms ?? null,
    });
  }
  return filled;
}

/** All partitions as one: their lags added, the oldest of their ages. A step is known where all of them were sampled. */
export function lagPoints(histories: readonly ConsumerHistory[], rangeMs: number): ChartPoint[] {
  const untilMs = Math.max(0, ...histories.map(({ until }) => Date.parse(until)));
  const isByHour = histories.some(({ resolution }) => resolution === 'hour');
  const { stepMs, steps } = stepsOf(untilMs - rangeMs, untilMs, isByHour ? 60 * MINUTE_MS : MINUTE_MS);
  const byStep = histories.map(({ points }) =>
    Map.groupBy(points, ({ at }) => Math.floor(Date.parse(at) / stepMs) * stepMs),
  );
  return steps.map((at) => {
    const found = byStep.map((each) => each.get(at) ?? []);
    if (found.length === 0 || found.some((points) => points.length === 0))
      return { at, lag: null, age: null };
    const ages = found.map((points) => points.map(({ ageMaxMs }) => ageMaxMs));
    return {
      at,
      lag: found.reduce((sum, points) => sum + Math.max(...points.map(({ lagMax }) => lagMax)), 0),
      age: ages.flat().includes(null) ? null : Math.max(...ages.flat().map((age) => age ?? 0)),
    };
  });
}

/** `0 to 48,210, now 48,210`, or that nothing is known. */
export function rangeSentence(
  points: readonly ChartPoint[],
  line: string,
  format: (value: number) => string,
): string {
  const values = points.flatMap((point) => point[line] ?? []);
  if (values.length === 0) return 'Nothing was told of this time.';
  return `${format(Math.min(...values))} to ${format(Math.max(...values))}, at the end ${format(values.at(-1) as number)}.`;
}
