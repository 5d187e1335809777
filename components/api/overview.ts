import { queryOptions } from '@tanstack/react-query';
import { LIST_POLL_MS, RECONCILED_HOURS } from '../limits.ts';
import type { CallOperations } from './client.ts';

const HOUR_MS = 3_600_000;

export const OVERVIEW_KEY = ['overview'] as const;

/** Everything that Overview shows, in one answer, so that all numbers belong to the same moment. */
export const overview = (call: CallOperations) =>
  queryOptions({
    queryKey: OVERVIEW_KEY,
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - RECONCILED_HOURS * HOUR_MS).toISOString();
      return call('GET /ops/v1/overview', { query: { from } }, signal);
    },
    refetchInterval: LIST_POLL_MS,
  });
