import { queryOptions } from '@tanstack/react-query';
import type { LiveDeadLetters } from '../../contracts/live.ts';
import { LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';
import { DEAD_LETTERS_KEY } from './dead-letters.ts';

const openDeadLettersQuery = (call: CallOperations, consumer: string | undefined) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'open-count', ...(consumer === undefined ? [] : [consumer])],
    queryFn: async ({ signal }): Promise<LiveDeadLetters> => {
      const query = { state: ['open' as const], consumer, limit: 1 };
      const list = await call('GET /ops/v1/dead-letters', { query }, signal);
      if (!list.index.caughtUp && (list.index.behind > 0 || list.total === 0))
        return { known: false, since: Date.now(), why: 'The index of dead letters is behind its streams.' };
      const [newest] = list.deadLetters;
      // The one that failed last may have come before others, and of several the owners are unknown: the stream reports
      // better in a moment.
      return {
        known: true,
        open: list.total,
        newestAt: newest ? Date.parse(newest.cameAt) : null,
        failedAgainAt: newest && newest.failedAt > newest.cameAt ? Date.parse(newest.failedAt) : null,
        owners: list.total === 0 ? [] : list.total === 1 && newest?.assignee ? [newest.assignee] : null,
      };
    },
    refetchInterval: 3 * LIST_POLL_MS,
  });

/** How many are open, as the live stream reports it: for the first paint, and where there is no stream. */
export const openDeadLetters = (call: CallOperations) => openDeadLettersQuery(call, undefined);

/** The same, of those that failed on one projection. */
export const openDeadLettersOf = (call: CallOperations, projection: string) =>
  openDeadLettersQuery(call, projection);
