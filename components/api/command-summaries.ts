import { queryOptions } from '@tanstack/react-query';
import type { CommandSummaries } from '../../contracts/command-detail.ts';
import { LIST_POLL_MS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

export const commandSummaries = (read: ReadOperations, ids: readonly string[]) =>
  queryOptions({
    queryKey: ['commands', 'summaries', ids],
    queryFn: ({ signal }) =>
      read<CommandSummaries>(`/v1/summaries?ids=${ids.map(encodeURIComponent).join(',')}`, signal),
    enabled: ids.length > 0,
    refetchInterval: LIST_POLL_MS,
  });
