import { queryOptions } from '@tanstack/react-query';
import type { RecentCommands } from '../../contracts/command-detail.ts';
import { LIST_POLL_MS, RECENT_COMMANDS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

export const recentCommands = (read: ReadOperations) =>
  queryOptions({
    queryKey: ['commands', 'recent'],
    queryFn: ({ signal }) => read<RecentCommands>(`/v1/commands?limit=${RECENT_COMMANDS}`, signal),
    refetchInterval: LIST_POLL_MS,
  });
