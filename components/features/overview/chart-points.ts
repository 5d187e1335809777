import type { Acceptance } from '../../../contracts/acceptance.ts';
import type { ChartPoint } from '../../ui/chart/chart-props.ts';

/** A point for every step. Without data there is a gap; a zero only where the log held as many events after the step as
 * before it.
 */
export function acceptancePoints(
  { from, until, stepMs, points }: Acceptance,
  idleBetween: (from: number, until: number) => boolean = () => false,
): ChartPoint[] {
  const recorded = new Map(points.map((point) => [Date.parse(point.at), point]));
  const first = Math.floor(Date.parse(from) / stepMs) * stepMs;
  const filled: ChartPoint[] = [];
  for (let at = first; at < Date.parse(until); at += stepMs) {
    const point = recorded.get(at);
    // An unfinished minute would always look like a fall.
    const whole = at + stepMs <= Date.parse(until) && at >= Date.parse(from);
    const count = point?.count ?? (whole && idleBetween(at, at + stepMs) ? 0 : null);
    filled.push({
      at,
      perSecond: whole && count !== null ? count / (stepMs / 1_000) : null,
      p50: point?.p50Ms ?? null,
      p95: point?.p95Ms ?? null,
      p99: point?.p99Ms ?? null,
    });
  }
  return filled;
}

/** `0 to 48,210, now 48,210`, or that nothing is known. */
export function rangeSentence(
  points: readonly ChartPoint[],
  line: string,
  format: (value: number) => string,
): string {
  const values = points.flatMap((point) => point[line] ?? []);
  if (values.length === 0) return 'No data for this time.';
  return `${format(Math.min(...values))} to ${format(Math.max(...values))}, at the end ${format(values.at(-1) as number)}.`;
}
