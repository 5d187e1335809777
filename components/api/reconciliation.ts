import { queryOptions } from '@tanstack/react-query';
import type { Reconciliation } from '../../contracts/reconciliation.ts';
import { LIST_POLL_MS, RECONCILED_HOURS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

const HOUR_MS = 3_600_000;

/** Whether everything accepted in the last hours is accounted for. */
export const reconciliation = (read: ReadOperations) =>
  queryOptions({
    queryKey: ['reconciliation', RECONCILED_HOURS],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - RECONCILED_HOURS * HOUR_MS).toISOString();
      return read<Reconciliation>(`/v1/reconciliation?from=${from}`, signal);
    },
    refetchInterval: LIST_POLL_MS,
  });
