import { queryOptions } from '@tanstack/react-query';
import type { ChangeList } from '../../contracts/changes.ts';
import type { ConsumerList } from '../../contracts/consumers.ts';
import { CHANGES_OF_PROJECTION, LIST_POLL_MS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

export const consumerList = (read: ReadOperations) =>
  queryOptions({
    queryKey: ['consumers', 'list'],
    queryFn: ({ signal }) => read<ConsumerList>('/v1/consumers', signal),
    refetchInterval: LIST_POLL_MS,
  });

/** The newest changes of a projection: of all its partitions. */
export const projectionChanges = (read: ReadOperations, projection: string) =>
  queryOptions({
    queryKey: ['consumers', 'changes', projection],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ projection, limit: String(CHANGES_OF_PROJECTION) });
      return read<ChangeList>(`/v1/changes?${search}`, signal);
    },
    refetchInterval: LIST_POLL_MS,
  });
