import { queryOptions } from '@tanstack/react-query';
import type { ConsumerList } from '../../contracts/consumers.ts';
import { LIST_POLL_MS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

export const consumerList = (read: ReadOperations) =>
  queryOptions({
    queryKey: ['consumers', 'list'],
    queryFn: ({ signal }) => read<ConsumerList>('/v1/consumers', signal),
    refetchInterval: LIST_POLL_MS,
  });
