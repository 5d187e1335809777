import type { ConsumerHistory } from '../../../contracts/consumer-history.ts';
import type { ChartPoint } from './chart-props.ts';
import { historyPoints, sampledRuns, stepMsOf } from './history-points.ts';

export interface StatusSpan {
  from: number;
  until: number;
  status: ConsumerHistory['points'][number]['status'];
}

/** Lag and age as a chart takes them, each the largest of its interval. */
export const chartPoints = (history: ConsumerHistory, snapshotMs: number): ChartPoint[] =>
  historyPoints(history, snapshotMs, ['lag', 'age'], (snapshots) => {
    const ages = snapshots.flatMap(({ ageMaxMs }) => ageMaxMs ?? []);
    return {
      lag: Math.max(...snapshots.map(({ lagMax }) => lagMax)),
      age: ages.length > 0 ? Math.max(...ages) : null,
    };
  });

/** In which status it was from when to when; where no data there is none. */
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
