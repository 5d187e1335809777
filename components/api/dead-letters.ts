import { queryOptions } from '@tanstack/react-query';
import type { Grouping } from '../../contracts/dead-letter-groups.ts';
import type { DeadLetterFilterSent } from '../../contracts/routes/operations/dead-letter-filter.ts';
import { DEAD_LETTERS_A_PAGE, GROUPS_LISTED, LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

/** Every query of dead letters begins with this key, so that an action can have all of them read again. */
export const DEAD_LETTERS_KEY = ['dead-letters'] as const;

export const deadLetterGroups = (call: CallOperations, filter: DeadLetterFilterSent, by: Grouping) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'groups', by, filter],
    queryFn: ({ signal }) =>
      call('GET /ops/v1/dead-letter-groups', { query: { ...filter, by, limit: GROUPS_LISTED } }, signal),
    refetchInterval: LIST_POLL_MS,
  });

/** The open dead letters by cause, for alerts about dead letters. */
export const openGroupsByCause = (call: CallOperations) =>
  deadLetterGroups(call, { state: ['open'] }, 'fingerprint');

export interface DeadLetterPage {
  sort: 'newest' | 'oldest';
  cursor: string | null;
}

export const deadLetterList = (
  call: CallOperations,
  filter: DeadLetterFilterSent,
  { sort, cursor }: DeadLetterPage,
) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'list', filter, sort, cursor],
    queryFn: ({ signal }) =>
      call(
        'GET /ops/v1/dead-letters',
        { query: { ...filter, sort, cursor: cursor ?? undefined, limit: DEAD_LETTERS_A_PAGE } },
        signal,
      ),
    refetchInterval: LIST_POLL_MS,
  });

export const deadLetterQuery = (call: CallOperations, id: string) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'one', id],
    queryFn: ({ signal }) => call('GET /ops/v1/dead-letters/:id', { params: { id } }, signal),
    refetchInterval: LIST_POLL_MS,
  });

export const deadLetterGroup = (call: CallOperations, fingerprint: string) =>
  queryOptions({
    queryKey: [...DEAD_LETTERS_KEY, 'group', fingerprint],
    queryFn: ({ signal }) =>
      call('GET /ops/v1/dead-letter-groups/:fingerprint', { params: { fingerprint } }, signal),
    refetchInterval: LIST_POLL_MS,
  });
