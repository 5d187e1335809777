import { queryOptions } from '@tanstack/react-query';
import { LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

export const commandSummaries = (call: CallOperations, ids: readonly string[]) =>
  queryOptions({
    queryKey: ['commands', 'summaries', ids],
    queryFn: ({ signal }) => call('GET /ops/v1/summaries', { query: { ids: [...ids] } }, signal),
    enabled: ids.length > 0,
    refetchInterval: LIST_POLL_MS,
  });
