import { queryOptions } from '@tanstack/react-query';
import type { ConsumerHistory } from '../../contracts/consumers.ts';
import type { TimeRange } from '../chart/time-range.ts';
import { rangeBounds, rangeKey, rangeMs } from '../chart/time-range.ts';
import type { ConsumerName } from '../consumers/consumer-name.ts';
import { RANGE_POLL, SPARKLINE_POLL_MS } from '../limits.ts';
import { consumerPath } from './consumer-detail.ts';
import type { ReadOperations } from './read-operations.ts';

/** Where a consumer stood over a range of time; one that ends now is asked for again. */
export const consumerHistory = (read: ReadOperations, of: ConsumerName, range: TimeRange) =>
  queryOptions({
    queryKey: ['consumers', 'history', of.stream, of.consumer, rangeKey(range)],
    queryFn: ({ signal }) => {
      const { from, until } = rangeBounds(range, Date.now());
      const search = new URLSearchParams({
        from: new Date(from).toISOString(),
        ...(until === null ? {} : { until: new Date(until).toISOString() }),
      });
      return read<ConsumerHistory>(`${consumerPath(of)}/history?${search}`, signal);
    },
    refetchInterval:
      range.kind === 'between'
        ? (false as const)
        : (RANGE_POLL.find(({ untilRangeMs }) => rangeMs(range) <= untilRangeMs)?.everyMs ?? false),
  });

const HOUR_MS = 3_600_000;

/** The last hour by the minute, for a row. */
export const consumerTrend = (read: ReadOperations, of: ConsumerName) =>
  queryOptions({
    queryKey: ['consumers', 'trend', of.stream, of.consumer],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - HOUR_MS).toISOString();
      return read<ConsumerHistory>(`${consumerPath(of)}/history?from=${from}&resolution=minute`, signal);
    },
    staleTime: SPARKLINE_POLL_MS,
    refetchInterval: SPARKLINE_POLL_MS,
  });
