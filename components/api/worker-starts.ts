import { queryOptions } from '@tanstack/react-query';
import type { ChangeList } from '../../contracts/changes.ts';
import { LIST_POLL_MS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

/** So many starts, of all roles, are looked through: as a rule weeks of them. */
const STARTS = 200;

/** The newest starts of processes, each with its version; which are a projection's workers their role says. */
export const workerStarts = (read: ReadOperations) =>
  queryOptions({
    queryKey: ['changes', 'starts'],
    queryFn: ({ signal }) => read<ChangeList>(`/v1/changes?kind=process-started&limit=${STARTS}`, signal),
    refetchInterval: LIST_POLL_MS,
  });
