import { queryOptions } from '@tanstack/react-query';
import type { ConsumerHistory, ConsumerTrends } from '../../contracts/consumer-history.ts';
import type { LogHistory } from '../../contracts/log-history.ts';
import { SPARKLINE_POLL_MS } from '../limits.ts';
import { rangeBounds, rangeKey, type TimeRange } from '../ui/chart/time-range.ts';
import type { ConsumerName } from '../ui/format/consumer-name.ts';
import { consumerPath } from './consumer-detail.ts';
import { pollOfRange } from './poll-of-range.ts';
import type { ReadOperations } from './read-operations.ts';

/** A history over a range of time; one that ends now is asked for again. */
const historyAt = <Answer>(
  read: ReadOperations,
  key: readonly string[],
  path: string,
  range: TimeRange,
  filters: Record<string, string> = {},
) =>
  queryOptions({
    queryKey: [...key, rangeKey(range)],
    queryFn: ({ signal }) => {
      const { from, until } = rangeBounds(range, Date.now());
      const search = new URLSearchParams({
        ...filters,
        from: new Date(from).toISOString(),
        ...(until === null ? {} : { until: new Date(until).toISOString() }),
      });
      return read<Answer>(`${path}?${search}`, signal);
    },
    refetchInterval: pollOfRange(range),
  });

/** Where a consumer stood. */
export const consumerHistory = (read: ReadOperations, of: ConsumerName, range: TimeRange) =>
  historyAt<ConsumerHistory>(
    read,
    ['consumers', 'history', of.stream, of.consumer],
    `${consumerPath(of)}/history`,
    range,
  );

/** All partitions of a projection as one; of all projections where none is named. */
export const projectionHistory = (read: ReadOperations, projection: string | null, range: TimeRange) =>
  historyAt<ConsumerHistory>(
    read,
    ['consumers', 'together', projection ?? ''],
    '/v1/consumers/history',
    range,
    projection === null ? {} : { projection },
  );

/** How full the log was. */
export const logHistory = (read: ReadOperations, range: TimeRange) =>
  historyAt<LogHistory>(read, ['log', 'history'], '/v1/log/history', range);

/** The last hour of all consumers by the minute, for their rows: one request. */
export const consumerTrends = (read: ReadOperations) =>
  queryOptions({
    queryKey: ['consumers', 'trends'],
    queryFn: ({ signal }) => read<ConsumerTrends>('/v1/consumers/trends', signal),
    staleTime: SPARKLINE_POLL_MS,
    refetchInterval: SPARKLINE_POLL_MS,
  });
