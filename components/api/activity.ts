import { infiniteQueryOptions } from '@tanstack/react-query';
import { ACTIVITY_PAGE, LIST_POLL_MS } from '../limits.ts';
import type { ActivityView } from '../ui/search-params/activity.ts';
import type { CallOperations } from './client.ts';
import { actionFilters, beginningOf, changeFilters } from './models/activity-filters.ts';

/**
 * Where a page continues. A cursor is valid only with the filters and the start of the time range that it was made
 * for.
 */
interface Place {
  cursor: string;
  beginning: string | null;
}

export interface ActivityPage<Answer> {
  answer: Answer;
  beginning: string | null;
  readAt: string;
}

interface Answer {
  next: string | null;
}

function pages<Filters, List extends Answer>(
  name: 'actions' | 'changes',
  view: ActivityView,
  filters: (view: ActivityView, beginning: string | null) => Filters,
  read: (query: Filters & { limit: number; cursor?: string }, signal: AbortSignal) => Promise<List>,
) {
  return infiniteQueryOptions({
    queryKey: ['activity', name, filters(view, view.from || view.within)],
    queryFn: async ({ pageParam, signal }): Promise<ActivityPage<List>> => {
      const beginning = pageParam === null ? beginningOf(view, Date.now()) : pageParam.beginning;
      const query = {
        ...filters(view, beginning),
        limit: ACTIVITY_PAGE,
        ...(pageParam === null ? {} : { cursor: pageParam.cursor }),
      };
      return { answer: await read(query, signal), beginning, readAt: new Date().toISOString() };
    },
    initialPageParam: null as Place | null,
    getNextPageParam: ({ answer, beginning }): Place | null =>
      answer.next === null ? null : { cursor: answer.next, beginning },
    // Only the first page is kept up to date: rows must not move for somebody who reads further back.
    refetchInterval: ({ state }) => (isFirstAlone(state.data) ? LIST_POLL_MS : false),
    refetchOnWindowFocus: ({ state }) => isFirstAlone(state.data),
    refetchOnReconnect: ({ state }) => isFirstAlone(state.data),
    refetchOnMount: ({ state }) => isFirstAlone(state.data),
  });
}

const isFirstAlone = (data: { pages: unknown[] } | undefined): boolean => (data?.pages.length ?? 1) <= 1;

/** The audit log, page by page. */
export const activityActions = (call: CallOperations, view: ActivityView) =>
  pages('actions', view, actionFilters, (query, signal) => call('GET /ops/v1/actions', { query }, signal));

/** The changes of the pipeline, page by page. */
export const activityChanges = (call: CallOperations, view: ActivityView) =>
  pages('changes', view, changeFilters, (query, signal) => call('GET /ops/v1/changes', { query }, signal));
