import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ChangeList } from '../../contracts/changes.ts';
import type { ActionList } from '../../contracts/dead-letters.ts';
import { ACTIVITY_PAGE, LIST_POLL_MS } from '../limits.ts';
import type { ActivityView } from '../ui/search-params/activity.ts';
import { actionFilters, beginningOf, changeFilters } from './models/activity-filters.ts';
import type { ReadOperations } from './read-operations.ts';

/** Where a page goes on. A cursor is of the filters it was given for, the beginning of the time included. */
interface Place {
  cursor: string;
  beginning: string | null;
}

export interface ActivityPage<Answer> {
  answer: Answer;
  beginning: string | null;
  readAt: string;
}

type Filters = typeof actionFilters;

function pages<Answer extends { next: string | null }>(
  read: ReadOperations,
  name: 'actions' | 'changes',
  view: ActivityView,
  filters: Filters,
) {
  return infiniteQueryOptions({
    queryKey: ['activity', name, filters(view, view.from || view.within)],
    queryFn: async ({ pageParam, signal }): Promise<ActivityPage<Answer>> => {
      const beginning = pageParam === null ? beginningOf(view, Date.now()) : pageParam.beginning;
      const search = new URLSearchParams({
        ...filters(view, beginning),
        limit: String(ACTIVITY_PAGE),
        ...(pageParam === null ? {} : { cursor: pageParam.cursor }),
      });
      const answer = await read<Answer>(`/v1/${name}?${search}`, signal);
      return { answer, beginning, readAt: new Date().toISOString() };
    },
    initialPageParam: null as Place | null,
    getNextPageParam: ({ answer, beginning }): Place | null =>
      answer.next === null ? null : { cursor: answer.next, beginning },
    // Who reads far back reads; the first page alone is kept up to date.
    refetchInterval: ({ state }) => (isFirstAlone(state.data) ? LIST_POLL_MS : false),
    refetchOnWindowFocus: ({ state }) => isFirstAlone(state.data),
    refetchOnReconnect: ({ state }) => isFirstAlone(state.data),
    refetchOnMount: ({ state }) => isFirstAlone(state.data),
  });
}

const isFirstAlone = (data: { pages: unknown[] } | undefined): boolean => (data?.pages.length ?? 1) <= 1;

/** The audit trail, page by page. */
export const activityActions = (read: ReadOperations, view: ActivityView) =>
  pages<ActionList>(read, 'actions', view, actionFilters);

/** The changes of the pipeline, page by page. */
export const activityChanges = (read: ReadOperations, view: ActivityView) =>
  pages<ChangeList>(read, 'changes', view, changeFilters);
