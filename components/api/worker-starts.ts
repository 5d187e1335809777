import { queryOptions } from '@tanstack/react-query';
import { LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

/** So many starts, of all roles, are looked through: as a rule weeks of them. */
const STARTS = 200;

/** The newest starts of processes, each with its version; which are a projection's workers their role says. */
export const workerStarts = (call: CallOperations) =>
  queryOptions({
    queryKey: ['changes', 'starts'],
    queryFn: ({ signal }) =>
      call('GET /ops/v1/changes', { query: { kind: ['process-started'], limit: STARTS } }, signal),
    refetchInterval: LIST_POLL_MS,
  });
