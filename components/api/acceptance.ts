import { queryOptions } from '@tanstack/react-query';
import type { Acceptance } from '../../contracts/acceptance.ts';
import { rangeBounds, rangeKey, type TimeRange } from '../ui/chart/time-range.ts';
import { pollOfRange } from './poll-of-range.ts';
import type { ReadOperations } from './read-operations.ts';

/** How long acceptance took in a range of time. */
export const acceptance = (read: ReadOperations, range: TimeRange) =>
  queryOptions({
    queryKey: ['acceptance', rangeKey(range)],
    queryFn: ({ signal }) => {
      const { from, until } = rangeBounds(range, Date.now());
      const search = new URLSearchParams({
        from: new Date(from).toISOString(),
        ...(until === null ? {} : { until: new Date(until).toISOString() }),
      });
      return read<Acceptance>(`/v1/acceptance?${search}`, signal);
    },
    refetchInterval: pollOfRange(range),
  });
