import { queryOptions } from '@tanstack/react-query';
import type { DeadLetterDetail } from '../../contracts/dead-letter-detail.ts';
import type {
  DeadLetterGroupDetail,
  DeadLetterGroups,
  Grouping,
} from '../../contracts/dead-letter-groups.ts';
import type { FilterQuery } from '../../contracts/dead-letter-queries.ts';
import type { DeadLetterList } from '../../contracts/dead-letters.ts';
import { DEAD_LETTERS_A_PAGE, GROUPS_LISTED, LIST_POLL_MS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

/** All that is read of dead letters begins with this key, so that an act can have all of it read again. */
export const DEAD_LETTERS_KEY = ['dead-letters'] as const;

/** A query string of what is set, in the order given; empty where nothing is. */
export function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(parameters).filter((each): each is [string, string] => Boolean(each[1]));
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
}

export const deadLetterGroups = (read: ReadOperations, filter: FilterQuery, by: Grouping) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'groups', by, filter],
    queryFn: ({ signal }) =>
      read<DeadLetterGroups>(
        `/v1/dead-letter-groups${queryOf({ ...filter, by, limit: String(GROUPS_LISTED) })}`,
        signal,
      ),
    refetchInterval: LIST_POLL_MS,
  });

/** What is open, by cause: what an alert about dead letters begins with. */
export const openGroupsByCause = (read: ReadOperations) =>
  deadLetterGroups(read, { state: 'open' }, 'fingerprint');

export interface DeadLetterPage {
  sort: 'newest' | 'oldest';
  cursor: string | null;
}

export const deadLetterList = (read: ReadOperations, filter: FilterQuery, { sort, cursor }: DeadLetterPage) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'list', filter, sort, cursor],
    queryFn: ({ signal }) =>
      read<DeadLetterList>(
        `/v1/dead-letters${queryOf({ ...filter, sort, cursor: cursor ?? undefined, limit: String(DEAD_LETTERS_A_PAGE) })}`,
        signal,
      ),
    refetchInterval: LIST_POLL_MS,
  });

export const deadLetterQuery = (read: ReadOperations, id: string) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'one', id],
    queryFn: ({ signal }) => read<DeadLetterDetail>(`/v1/dead-letters/${encodeURIComponent(id)}`, signal),
    refetchInterval: LIST_POLL_MS,
  });

export const deadLetterGroup = (read: ReadOperations, fingerprint: string) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'group', fingerprint],
    queryFn: ({ signal }) => read<DeadLetterGroupDetail>(`/v1/dead-letter-groups/${fingerprint}`, signal),
    refetchInterval: LIST_POLL_MS,
  });
