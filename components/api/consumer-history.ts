import { queryOptions } from '@tanstack/react-query';
import { SPARKLINE_POLL_MS } from '../limits.ts';
import { rangeKey, type TimeRange } from '../ui/chart/time-range.ts';
import type { ConsumerName } from '../ui/format/consumer-name.ts';
import type { CallOperations } from './client.ts';
import { pollOfRange } from './poll-of-range.ts';
import { rangeQuery } from './range-query.ts';

/** A consumer's numbers over time. */
export const consumerHistory = (call: CallOperations, { stream, consumer }: ConsumerName, range: TimeRange) =>
  queryOptions({
    queryKey: ['consumers', 'history', stream, consumer, rangeKey(range)],
    queryFn: ({ signal }) =>
      call(
        'GET /ops/v1/consumers/:stream/:consumer/history',
        { params: { stream, consumer }, query: rangeQuery(range) },
        signal,
      ),
    refetchInterval: pollOfRange(range),
  });

/** All partitions of a projection as one; of all projections where none is named. */
export const projectionHistory = (call: CallOperations, projection: string | null, range: TimeRange) =>
  queryOptions({
    queryKey: ['consumers', 'together', projection ?? '', rangeKey(range)],
    queryFn: ({ signal }) =>
      call(
        'GET /ops/v1/consumers/history',
        { query: { projection: projection ?? undefined, ...rangeQuery(range) } },
        signal,
      ),
    refetchInterval: pollOfRange(range),
  });

/** How full the log was. */
export const logHistory = (call: CallOperations, range: TimeRange) =>
  queryOptions({
    queryKey: ['log', 'history', rangeKey(range)],
    queryFn: ({ signal }) => call('GET /ops/v1/log/history', { query: rangeQuery(range) }, signal),
    refetchInterval: pollOfRange(range),
  });

/** The last hour of all consumers by the minute, for their rows: one request. */
export const consumerTrends = (call: CallOperations) =>
  queryOptions({
    queryKey: ['consumers', 'trends'],
    queryFn: ({ signal }) => call('GET /ops/v1/consumers/trends', {}, signal),
    staleTime: SPARKLINE_POLL_MS,
    refetchInterval: SPARKLINE_POLL_MS,
  });
