import { queryOptions } from '@tanstack/react-query';
import type { CommandSummaries } from '../../contracts/command-detail.ts';
import type { TraceList } from '../../contracts/traces.ts';
import { MAX_PASTED_IDS, SEARCH_POLL_MS } from '../limits.ts';
import type { CommandFilters } from '../ui/search-params/commands.ts';
import type { CallOperations } from './client.ts';

export interface FilteredCommands extends CommandSummaries {
  /** Whether the ledger has more matching commands. */
  more: boolean;
  index: TraceList['index'];
}

/** The newest matching commands: found by the ledger, and each read from the log and proven as in any other list. */
export const filteredCommands = (call: CallOperations, { channel, author, state }: CommandFilters) =>
  queryOptions({
    queryKey: ['commands', 'filtered', channel, author, state],
    queryFn: async ({ signal }): Promise<FilteredCommands> => {
      const found = await call(
        'GET /ops/v1/traces',
        {
          query: {
            limit: MAX_PASTED_IDS,
            aggregate: channel ? `channel/${channel}` : undefined,
            actor: author || undefined,
            state: state ? [state] : undefined,
          },
        },
        signal,
      );
      const ids = found.commands.map(({ commandId }) => commandId);
      const { index } = found;
      const summaries: CommandSummaries =
        ids.length === 0
          ? { commands: [], unknown: [], readAt: index.readAt }
          : await call('GET /ops/v1/summaries', { query: { ids } }, signal);
      return { ...summaries, more: found.next !== null, index };
    },
    refetchInterval: SEARCH_POLL_MS,
  });
