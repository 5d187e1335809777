'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { isUuid } from '../../../contracts/command-id.ts';
import { countOf } from '../../../contracts/words/count.ts';
import type { FoundTraces as Found } from '../../api/search-traces.ts';
import { EmptyByFilter } from '../../ui/filters/empty-by-filter.tsx';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Notice } from '../../ui/notices/notice.tsx';
import { filtersOf, type TracesView, traceHref } from '../../ui/search-params/traces.ts';
import { TraceList } from './trace-list.tsx';

/** The results of a search, with further pages. */
export function FoundTraces({
  query,
  view,
  from,
  clear,
  sortBy,
  turn,
}: {
  query: UseQueryResult<Found>;
  view: TracesView;
  from: string;
  clear(): void;
  sortBy(sort: 'newest' | 'oldest' | 'slowest'): void;
  turn(part: Partial<TracesView>): void;
}) {
  const { data } = query;
  const one = data && view.q !== '' ? onlyTraceOf(data) : null;
  return (
    <>
      {one !== null && (
        <p className="mb-4">
          All of one correlation: <PageLink href={traceHref(one, { from })}>open the trace</PageLink>
        </p>
      )}
      <TraceList
        title={data ? titleOf(data, view) : 'Found'}
        query={query}
        from={from}
        view={from}
        lines={10}
        sort={view.sort ?? 'newest'}
        onSort={sortBy}
        empty={data?.cut || data?.index.caughtUp === false ? null : <NoTraces view={view} clear={clear} />}
      >
        {data?.cut && (
          <p role="status" className="mt-2 text-ink-2">
            The search hit its time limit: these results are correct, but there may be more.
          </p>
        )}
        <div className="mt-2 flex gap-2">
          {view.page > 1 && (
            <button type="button" className="button" onClick={() => turn({ cursor: '', page: 1 })}>
              First page
            </button>
          )}
          {data && data.next !== null && (
            <button
              type="button"
              className="button"
              onClick={() =>
                turn({
                  cursor: data.next as string,
                  page: view.page + 1,
                  ...(data.from === null ? {} : { since: data.from, range: null }),
                })
              }
            >
              {data.cut ? 'Continue the search' : 'Next page'}
            </button>
          )}
        </div>
      </TraceList>
    </>
  );
}

function onlyTraceOf({ commands, next }: Found): string | null {
  const ids = new Set(commands.map(({ correlationId }) => correlationId));
  return ids.size === 1 && next === null ? ([...ids][0] as string) : null;
}

function titleOf({ commands, next }: Found, { page }: TracesView): string {
  const many =
    next === null && page === 1
      ? countOf(commands.length, 'command')
      : `${countOf(commands.length, 'command')} here`;
  return `Found: ${many}${page > 1 ? `, page ${page}` : ''}`;
}

function NoTraces({ view, clear }: { view: TracesView; clear(): void }) {
  const filters = filtersOf(view);
  if (filters.length === 0)
    return (
      <Notice title="The ledger has no commands yet">
        <p>Every accepted command will be listed here, with its stages and its waits.</p>
      </Notice>
    );
  return (
    <>
      <EmptyByFilter what="command" filters={filters} clear={clear} />
      {isUuid(view.q) && (
        <p className="max-w-[72ch] text-ink-2">
          The ledger reaches back some days; an older command is found by its own id, at{' '}
          <PageLink href="/commands">Commands</PageLink> too.
        </p>
      )}
    </>
  );
}
