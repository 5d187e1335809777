import type { ConsumerHistory } from '../../../contracts/consumer-history.ts';
import type { ChartPoint } from './chart-props.ts';
import { historyPoints, sampledRuns, stepMsOf } from './history-points.ts';

export interface StatusSpan {
  from: number;
  until: number;
  status: ConsumerHistory['points'][number]['status'];
}

/** Lag and age for a chart, each the largest value of its interval. */
export const chartPoints = (history: ConsumerHistory, snapshotMs: number): ChartPoint[] =>
  historyPoints(history, snapshotMs, ['lag', 'age'], (snapshots) => {
    const ages = snapshots.flatMap(({ ageMaxMs }) => ageMaxMs ?? []);
    return {
      lag: Math.max(...snapshots.map(({ lagMax }) => lagMax)),
      age: ages.length > 0 ? Math.max(...ages) : null,
    };
  });

/** The periods of each status; a time without data has none. */
export function statusSpans(history: ConsumerHistory, snapshotMs: number): StatusSpan[] {
  const stepMs = stepMsOf(history.resolution, snapshotMs);
  return sampledRuns(history.points, stepMs).flatMap((run) => {
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
