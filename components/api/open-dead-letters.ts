import { queryOptions } from '@tanstack/react-query';
import type { DeadLetterList } from '../../contracts/dead-letters.ts';
import type { LiveDeadLetters } from '../../contracts/live.ts';
import { LIST_POLL_MS } from '../limits.ts';
import { DEAD_LETTERS_KEY, queryOf } from './dead-letters.ts';
import type { ReadOperations } from './read-operations.ts';

const openDeadLettersQuery = (read: ReadOperations, consumer: string | undefined) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'open-count', ...(consumer === undefined ? [] : [consumer])],
    queryFn: async ({ signal }): Promise<LiveDeadLetters> => {
      const query = queryOf({ state: 'open', consumer, limit: '1' });
      const list = await read<DeadLetterList>(`/v1/dead-letters${query}`, signal);
      if (!list.index.caughtUp && (list.index.behind > 0 || list.total === 0))
        return { known: false, since: Date.now(), why: 'The index of dead letters is behind its streams.' };
      const [newest] = list.deadLetters;
      // The one that failed last may have come before others, and of several it isn't told who has each: the stream tells
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

/** How many are open, as the live stream tells it: for the first paint, and where there is no stream. */
export const openDeadLetters = (read: ReadOperations) => openDeadLettersQuery(read, undefined);

/** The same, of those that failed on one projection. */
export const openDeadLettersOf = (read: ReadOperations, projection: string) =>
  openDeadLettersQuery(read, projection);
