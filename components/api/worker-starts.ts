import { queryOptions } from '@tanstack/react-query';
import { LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

/** How many starts are read, of all roles: as a rule those of several weeks. */
const STARTS = 200;

/** The newest starts of processes, each with its version. The role says which are workers of a projection. */
export const workerStarts = (call: CallOperations) =>
  queryOptions({
    queryKey: ['changes', 'starts'],
    queryFn: ({ signal }) =>
      call('GET /ops/v1/changes', { query: { kind: ['process-started'], limit: STARTS } }, signal),
    refetchInterval: LIST_POLL_MS,
  });
