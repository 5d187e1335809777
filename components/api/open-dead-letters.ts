import { queryOptions } from '@tanstack/react-query';
import { LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';
import { DEAD_LETTERS_KEY } from './dead-letters.ts';

/** How many dead letters of one projection are open; null if the index has none but has not caught up yet. */
export const openDeadLettersOf = (call: CallOperations, projection: string) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'open-count', projection],
    queryFn: async ({ signal }): Promise<number | null> => {
      const query = { state: ['open' as const], consumer: projection, limit: 1 };
      const { index, total } = await call('GET /ops/v1/dead-letters', { query }, signal);
      return !index.caughtUp && (index.behind > 0 || total === 0) ? null : total;
    },
    refetchInterval: 3 * LIST_POLL_MS,
  });
