import { queryOptions } from '@tanstack/react-query';
import { isUuid, readCommandId } from '../../contracts/command-id.ts';
import type { OperationsInput } from '../../contracts/routes/operations-request.ts';
import type { TraceList } from '../../contracts/traces.ts';
import { SEARCH_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

type Query = NonNullable<OperationsInput<'GET /ops/v1/traces'>['query']>;
type Filters = Omit<Query, 'correlationId' | 'correlationPrefix' | 'command' | 'limit'>;

export interface TraceSearch extends Filters {
  limit: number;
  /** A command id, a correlation id, or the beginning of a correlation id. */
  sought?: string;
  /** How far before now the search begins, ms. Relative, so that a page and its prefetch send the same query. */
  lastMs?: number;
}

export interface FoundTraces extends TraceList {
  readAt: string;
  /** Where the search began: its next page needs the same value. */
  from: string | null;
}

/** The commands that match a search. */
export const searchTraces = (call: CallOperations, search: TraceSearch) =>
  queryOptions({
    queryKey: ['traces', 'search', search],
    queryFn: async ({ signal }): Promise<FoundTraces> => {
      const { sought, lastMs, ...filters } = search;
      const ask = async (query: Query, from: string | null): Promise<FoundTraces> => {
        const list = await call('GET /ops/v1/traces', { query }, signal);
        return { ...list, readAt: list.index.readAt, from };
      };
      // The log finds a command by its id, so other filters are left out.
      if (sought !== undefined && isUuid(sought) && readCommandId(sought) !== undefined) {
        const found = await ask({ command: sought }, null);
        if (found.commands.length > 0) return found;
      }
      const from =
        filters.from ?? (lastMs === undefined ? null : new Date(Date.now() - lastMs).toISOString());
      return await ask({ ...filters, correlationPrefix: sought, from: from ?? undefined }, from);
    },
    refetchInterval: SEARCH_POLL_MS,
  });
