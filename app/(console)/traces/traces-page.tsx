'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../components/banner.tsx';
import { useListUrl } from '../../../components/drawer/use-list-url.ts';
import { Frame } from '../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../components/frame/liveness.tsx';
import { SEARCH_POLL_MS } from '../../../components/limits.ts';
import { livenessOf } from '../../../components/operations/liveness-of.ts';
import { readFromBrowser } from '../../../components/operations/read-from-browser.ts';
import { searchTraces } from '../../../components/operations/search-traces.ts';
import { FirstTraces } from '../../../components/traces/first-traces.tsx';
import { FoundTraces } from '../../../components/traces/found-traces.tsx';
import { TraceFilters } from '../../../components/traces/trace-filters.tsx';
import { TraceSearchBox } from '../../../components/traces/trace-search-box.tsx';
import {
  EVERYTHING,
  FAILED_OF_LAST_HOUR,
  isSearch,
  searchOf,
  type TracesView,
  traceAddresses,
} from '../../../components/traces/traces-view.ts';
import { UnknownState } from '../../../components/traces/unknown-state.tsx';

export function TracesPage() {
  const { view, setView, listHref } = useListUrl(traceAddresses);
  const asked = isSearch(view);
  const main = useQuery(searchTraces(readFromBrowser, asked ? searchOf(view) : FAILED_OF_LAST_HOUR));
  useReportLiveness(livenessOf(main, SEARCH_POLL_MS));
  // Another question begins at its first page.
  const change = (part: Partial<TracesView>) => setView({ ...view, cursor: '', page: 1, ...part });

  return (
    <Frame title="Traces">
      <Banner error={main.error} since={main.data?.readAt ?? null} />
      <TraceSearchBox sought={view.q} seek={(q) => change({ q })} />
      <TraceFilters view={view} change={change} clear={() => setView({ ...EVERYTHING, q: view.q })} />
      <UnknownState />
      {asked ? (
        <FoundTraces
          query={main}
          view={view}
          from={listHref}
          clear={() => setView(EVERYTHING)}
          sortBy={(sort) => change({ sort })}
          turn={(part) => setView({ ...view, ...part }, true)}
        />
      ) : (
        <FirstTraces failed={main} from={listHref} />
      )}
    </Frame>
  );
}
