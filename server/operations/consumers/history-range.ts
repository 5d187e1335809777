import {
  type HistoryRange,
  KEPT,
  RESOLUTIONS,
  type Resolution,
} from '../../../contracts/ports/lag-history.ts';
import { invalidRequest } from '../../http/invalid-request.ts';

/** As many points as a wide chart shows; a longer time takes a coarser resolution. */
const MAX_POINTS = 3_000;
const DEFAULT_MS = 3_600_000;

/** The requested time range of a history, in Unix ms. */
export type RequestedRange = Partial<Pick<HistoryRange, 'from' | 'until' | 'resolution'>>;

/** The time range and the resolution of a history. Throws ProblemError. */
export function historyRange(query: RequestedRange, snapshotMs: number): HistoryRange {
  const now = Date.now();
  const { until = now, from = until - DEFAULT_MS } = query;
  if (from >= until) {
    throw invalidRequest({ in: 'query', pointer: '/from', detail: 'must be before `until`' });
  }
  const resolution = query.resolution ?? finest(from, until, now, snapshotMs);
  return { from, until, resolution, limit: MAX_POINTS };
}

/** The finest resolution that is kept long enough, and fits. */
const finest = (from: number, until: number, now: number, snapshotMs: number): Resolution =>
  RESOLUTIONS.find((resolution) => {
    const { forMs, stepMs } = KEPT[resolution];
    const step = resolution === 'second' ? snapshotMs : stepMs;
    return from >= now - forMs && (until - from) / step <= MAX_POINTS;
  }) ?? 'hour';

/** A history as the API answers it. */
export const answerHistory = <Point extends { at: number }>(
  range: HistoryRange,
  points: readonly Point[],
) => ({
  from: new Date(range.from).toISOString(),
  until: new Date(range.until).toISOString(),
  resolution: range.resolution,
  points: points.map((point) => ({ ...point, at: new Date(point.at).toISOString() })),
});
