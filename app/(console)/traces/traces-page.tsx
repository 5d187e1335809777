'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../components/api/live/liveness.tsx';
import { livenessOf } from '../../../components/api/liveness-of.ts';
import { FAILED_OF_LAST_HOUR, searchOf } from '../../../components/api/models/trace-search.ts';
import { readFromBrowser } from '../../../components/api/read-from-browser.ts';
import { searchTraces } from '../../../components/api/search-traces.ts';
import { FirstTraces } from '../../../components/features/traces/first-traces.tsx';
import { FoundTraces } from '../../../components/features/traces/found-traces.tsx';
import { TraceFilters } from '../../../components/features/traces/trace-filters.tsx';
import { TraceSearchBox } from '../../../components/features/traces/trace-search-box.tsx';
import { UnknownState } from '../../../components/features/traces/unknown-state.tsx';
import { SEARCH_POLL_MS } from '../../../components/limits.ts';
import { useListUrl } from '../../../components/ui/drawer/use-list-url.ts';
import { isSearch, type TracesView, traceAddresses } from '../../../components/ui/search-params/traces.ts';
import { Frame } from '../../frame.tsx';

export function TracesPage() {
  const { view, setView, listHref } = useListUrl(traceAddresses);
  const asked = isSearch(view);
  const main = useQuery(searchTraces(readFromBrowser, asked ? searchOf(view) : FAILED_OF_LAST_HOUR));
  useReportLiveness(livenessOf(main, SEARCH_POLL_MS));
  // Another search begins at its first page.
  const change = (part: Partial<TracesView>) => setView({ ...view, cursor: '', page: 1, ...part });

  return (
    <Frame title="Traces">
      <Banner error={main.error} since={main.data?.readAt ?? null} />
      <TraceSearchBox sought={view.q} seek={(q) => change({ q })} />
      <TraceFilters
        view={view}
        change={change}
        clear={() => setView(traceAddresses.readView({ q: view.q }))}
      />
      <UnknownState />
      {asked ? (
        <FoundTraces
          query={main}
          view={view}
          from={listHref}
          clear={() => setView(traceAddresses.readView({}))}
          sortBy={(sort) => change({ sort })}
          turn={(part) => setView({ ...view, ...part }, true)}
        />
      ) : (
        <FirstTraces failed={main} from={listHref} />
      )}
    </Frame>
  );
}
