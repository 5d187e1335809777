import { queryOptions } from '@tanstack/react-query';
import type { Overview } from '../../contracts/overview.ts';
import { LIST_POLL_MS, RECONCILED_HOURS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

const HOUR_MS = 3_600_000;

export const OVERVIEW_KEY = ['overview'] as const;

/** Everything that Overview shows together, in one answer: numbers of one backlog are of one moment. */
export const overview = (read: ReadOperations) =>
  queryOptions({
    queryKey: OVERVIEW_KEY,
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - RECONCILED_HOURS * HOUR_MS).toISOString();
      return read<Overview>(`/v1/overview?from=${from}`, signal);
    },
    refetchInterval: LIST_POLL_MS,
  });
