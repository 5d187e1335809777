import { queryOptions } from '@tanstack/react-query';
import { LIST_POLL_MS, RECONCILED_HOURS } from '../limits.ts';
import type { CallOperations } from './client.ts';

const HOUR_MS = 3_600_000;

/** Whether everything accepted in the last hours is accounted for. */
export const reconciliation = (call: CallOperations) =>
  queryOptions({
    queryKey: ['reconciliation', RECONCILED_HOURS],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - RECONCILED_HOURS * HOUR_MS).toISOString();
      return call('GET /ops/v1/reconciliation', { query: { from } }, signal);
    },
    refetchInterval: LIST_POLL_MS,
  });
