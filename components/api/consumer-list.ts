import { queryOptions } from '@tanstack/react-query';
import { CHANGES_OF_PROJECTION, LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

export const consumerList = (call: CallOperations) =>
  queryOptions({
    queryKey: ['consumers', 'list'],
    queryFn: ({ signal }) => call('GET /ops/v1/consumers', {}, signal),
    refetchInterval: LIST_POLL_MS,
  });

/** The newest changes of a projection: of all its partitions. */
export const projectionChanges = (call: CallOperations, projection: string) =>
  queryOptions({
    queryKey: ['consumers', 'changes', projection],
    queryFn: ({ signal }) =>
      call('GET /ops/v1/changes', { query: { projection, limit: CHANGES_OF_PROJECTION } }, signal),
    refetchInterval: LIST_POLL_MS,
  });
