import { queryOptions } from '@tanstack/react-query';
import { rangeKey, type TimeRange } from '../ui/chart/time-range.ts';
import type { CallOperations } from './client.ts';
import { pollOfRange } from './poll-of-range.ts';
import { rangeQuery } from './range-query.ts';

/** How long acceptance took in a range of time. */
export const acceptance = (call: CallOperations, range: TimeRange) =>
  queryOptions({
    queryKey: ['acceptance', rangeKey(range)],
    queryFn: ({ signal }) => call('GET /ops/v1/acceptance', { query: rangeQuery(range) }, signal),
    refetchInterval: pollOfRange(range),
  });
