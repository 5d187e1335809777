'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { IndexCurrency } from '../../../contracts/dead-letters.ts';
import { operationsRequest } from '../../../contracts/routes/operations-request.ts';
import { activityActions, activityChanges } from '../../api/activity.ts';
import { actionFilters } from '../../api/models/activity-filters.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { formatTime } from '../../ui/format/time.ts';
import { useZone } from '../../ui/preferences/use-preferences.tsx';
import type { ActivityView } from '../../ui/search-params/activity.ts';
import { type ActivityItem, actionItem, changeItem, merged } from '../../ui/timeline/activity-item.ts';

export interface Activity {
  /** Undefined until all requested lists were read. */
  data:
    | { items: ActivityItem[]; readAt: string; total: number | null; missing: IndexCurrency | null }
    | undefined;
  error: Error | null;
  errorUpdatedAt: number;
  isFetching: boolean;
  /** Whether new lines are added automatically: only while just the first page is shown. */
  isFollowed: boolean;
  /** How many pages were read. */
  pages: number;
  hasOlder: boolean;
  older(): void;
  again(): void;
  /** The whole audit log by these filters; null where no actions are shown. */
  exportHref: string | null;
}

/** One timeline of actions and changes, as far back as both were read. */
export function useActivity(view: ActivityView): Activity {
  const zone = useZone();
  const withActions = view.kind !== 'pipeline';
  const withChanges = view.kind !== 'actions';
  const actions = useInfiniteQuery({ ...activityActions(readFromBrowser, view), enabled: withActions });
  const changes = useInfiniteQuery({ ...activityChanges(readFromBrowser, view), enabled: withChanges });
  const requested = [...(withActions ? [actions] : []), ...(withChanges ? [changes] : [])];
  const readAt = requested
    .flatMap(({ data }) => data?.pages[0]?.readAt ?? [])
    .sort()
    .at(0);
  const complete = requested.every(({ data }) => data !== undefined) && readAt !== undefined;

  const items = useMemo(() => {
    if (!complete) return [];
    const time = (iso: string) => formatTime(iso, zone, readAt);
    const done = withActions ? (actions.data?.pages.flatMap(({ answer }) => answer.actions) ?? []) : [];
    const changed = withChanges ? (changes.data?.pages.flatMap(({ answer }) => answer.changes) ?? []) : [];
    const lists = [
      { list: done.map((action) => actionItem(action, time)), more: withActions && actions.hasNextPage },
      // The schema leaves the fields of each kind open; the contract's type names them.
      {
        list: changed.map((change) => changeItem(change, time)),
        more: withChanges && changes.hasNextPage,
      },
    ];
    // While a list has more pages, the time before its oldest entry is incomplete.
    const known = lists.flatMap(({ list, more }) => (more ? (list.at(-1)?.at ?? []) : [])).sort();
    const since = known.at(-1) ?? '';
    return merged(...lists.map(({ list }) => list)).filter(({ at }) => at >= since);
  }, [
    complete,
    actions.data,
    actions.hasNextPage,
    changes.data,
    changes.hasNextPage,
    withActions,
    withChanges,
    zone,
    readAt,
  ]);

  const failed = requested.find(({ error }) => error !== null);
  const withMore = requested.filter(({ hasNextPage }) => hasNextPage);
  const first = actions.data?.pages[0];
  return {
    data: complete
      ? {
          items,
          readAt,
          total: view.kind === 'actions' ? (first?.answer.total ?? null) : null,
          // Of the incomplete lists, the one that lacks the most.
          missing:
            requested
              .flatMap(({ data }) => data?.pages[0]?.answer.index ?? [])
              .filter(({ caughtUp }) => !caughtUp)
              .sort((a, b) => b.behind - a.behind)[0] ?? null,
        }
      : undefined,
    error: failed?.error ?? null,
    errorUpdatedAt: failed?.errorUpdatedAt ?? 0,
    isFetching: requested.some(({ isFetching }) => isFetching),
    isFollowed: requested.every(({ data }) => (data?.pages.length ?? 1) <= 1),
    pages: requested.reduce((sum, { data }) => sum + (data?.pages.length ?? 0), 0),
    hasOlder: withMore.length > 0,
    older: () => {
      for (const each of withMore) void each.fetchNextPage();
    },
    again: () => {
      for (const each of requested) void each.refetch();
    },
    exportHref:
      withActions && first
        ? operationsRequest('GET /ops/v1/actions/export', { query: actionFilters(view, first.beginning) })
            .path
        : null,
  };
}
