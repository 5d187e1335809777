import { queryOptions } from '@tanstack/react-query';
import type { Acceptance } from '../../contracts/acceptance.ts';
import { CHART_POLL_MS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

/** How long acceptance took in the last so many milliseconds. */
export const acceptance = (read: ReadOperations, rangeMs: number) =>
  queryOptions({
    queryKey: ['acceptance', rangeMs],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - rangeMs).toISOString();
      return read<Acceptance>(`/v1/acceptance?from=${from}`, signal);
    },
    refetchInterval: CHART_POLL_MS,
  });
