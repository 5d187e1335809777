import { queryOptions } from '@tanstack/react-query';
import { LIST_POLL_MS, RECENT_COMMANDS } from '../limits.ts';
import type { CallOperations } from './client.ts';

export const recentCommands = (call: CallOperations) =>
  queryOptions({
    queryKey: ['commands', 'recent'],
    queryFn: ({ signal }) => call('GET /ops/v1/commands', { query: { limit: RECENT_COMMANDS } }, signal),
    refetchInterval: LIST_POLL_MS,
  });
