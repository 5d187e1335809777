import { queryOptions } from '@tanstack/react-query';
import type { ConsumerHistory } from '../../contracts/consumers.ts';
import { CHART_POLL_MS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

const DAY_MS = 24 * 3_600_000;

/** Where a consumer stood in the last so many milliseconds: by the minute, by the hour where that is more than a day. */
export const lagHistory = (read: ReadOperations, of: { stream: string; consumer: string }, rangeMs: number) =>
  queryOptions({
    queryKey: ['consumers', 'lag-history', of.stream, of.consumer, rangeMs],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - rangeMs).toISOString();
      const resolution = rangeMs > DAY_MS ? 'hour' : 'minute';
      const path = `/v1/consumers/${encodeURIComponent(of.stream)}/${encodeURIComponent(of.consumer)}/history`;
      return read<ConsumerHistory>(`${path}?from=${from}&resolution=${resolution}`, signal);
    },
    refetchInterval: CHART_POLL_MS,
  });
