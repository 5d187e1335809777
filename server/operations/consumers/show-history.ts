import type { ConsumerHistory, ConsumerTrends } from '../../../contracts/consumer-history.ts';
import type { LogHistory } from '../../../contracts/log-history.ts';
import type { ConsumerService } from './consumer-service.ts';
import { answerHistory, historyRange, type RequestedRange } from './history-range.ts';

type Service = Pick<ConsumerService, 'history' | 'watch' | 'consumerSnapshotMs'>;

/** The lag of one consumer over time. Throws ProblemError, StoreFailure. */
export async function showHistory(
  { history, consumerSnapshotMs }: Service,
  of: { stream: string; consumer: string },
  query: RequestedRange,
): Promise<ConsumerHistory> {
  const range = historyRange(query, consumerSnapshotMs);
  return answerHistory(range, await history.points(of, range));
}

/** All partitions of a projection, or of all projections, as one history. Throws ProblemError, StoreFailure. */
export async function showTogether(
  { history, watch, consumerSnapshotMs }: Service,
  { projection, ...query }: RequestedRange & { projection?: string },
): Promise<ConsumerHistory> {
  const range = historyRange(query, consumerSnapshotMs);
  const members = watch
    .allWatched()
    .filter(({ isWatched, class: of }) => isWatched && of.projection !== null)
    .filter(({ class: of }) => projection === undefined || of.projection === projection)
    .map(({ stream, consumer }) => ({ stream, consumer }));
  return answerHistory(range, await history.together(members, range));
}

/** How full the log was over time. Throws ProblemError, StoreFailure. */
export async function showLogHistory(
  { history, consumerSnapshotMs }: Service,
  query: RequestedRange,
): Promise<LogHistory> {
  const range = historyRange(query, consumerSnapshotMs);
  const { points, ...answer } = answerHistory(range, await history.log(range));
  return {
    ...answer,
    points: points.map((point) => ({
      ...point,
      oldestAt: point.oldestAt === null ? null : new Date(point.oldestAt).toISOString(),
    })),
  };
}

const MINUTE_MS = 60_000;
const TREND_MINUTES = 60;
/** An answer of this size is some 200 kB. Beyond it, each consumer's own history is available. */
const MAX_TRENDS = 1_000;

/** The lag of every consumer in the last hour, minute by minute, for a list of them. Throws StoreFailure. */
export async function showTrends({ history }: Pick<Service, 'history'>): Promise<ConsumerTrends> {
  const until = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const from = until - TREND_MINUTES * MINUTE_MS;
  const trends = await history.trends({ from, until, limit: MAX_TRENDS + 1 });
  return {
    from: new Date(from).toISOString(),
    stepMs: MINUTE_MS,
    consumers: trends.slice(0, MAX_TRENDS).map(({ stream, consumer, minutes }) => {
      const lags: (number | null)[] = Array.from({ length: TREND_MINUTES }, () => null);
      for (const { at, lag } of minutes) lags[(at - from) / MINUTE_MS] = lag;
      return { stream, consumer, lags };
    }),
    truncated: trends.length > MAX_TRENDS,
  };
}
