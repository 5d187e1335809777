'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { SLOWEST_OF_LAST_HOUR } from '../../api/models/trace-search.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { type FoundTraces, searchTraces } from '../../api/search-traces.ts';
import { FIRST_COMMANDS } from '../../limits.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Notice } from '../../ui/notices/notice.tsx';
import { traceAddresses } from '../../ui/search-params/traces.ts';
import { TraceList } from './trace-list.tsx';

const allFailed = traceAddresses.listHref({ failed: 'true', range: '1h' });
const allSlowest = traceAddresses.listHref({ sort: 'slowest', range: '1h' });

/** The lists before a search: commands that failed, and the slowest ones, of the last hour. */
export function FirstTraces({ failed, from }: { failed: UseQueryResult<FoundTraces>; from: string }) {
  const slowest = useQuery(searchTraces(readFromBrowser, SLOWEST_OF_LAST_HOUR));
  return (
    <>
      <TraceList
        title="Failed in the last hour"
        query={failed}
        from={from}
        view="failed"
        lines={5}
        empty={
          <Notice title="No attempt failed in the last hour">
            <p>
              Commands with a failed attempt will be listed here, including those that a later attempt
              applied, but not those that an edited command replaced.
            </p>
          </Notice>
        }
      >
        <More query={failed} href={allFailed} what="that failed" />
      </TraceList>
      <TraceList
        title="Slowest of the last hour"
        query={slowest}
        from={from}
        view="slowest"
        lines={FIRST_COMMANDS}
        empty={
          <Notice title="No command was applied in the last hour">
            <p>
              The ledger records every command: its stages and its waits. The commands that took longest from
              the log to their last projection will be listed here.
            </p>
          </Notice>
        }
      >
        <More query={slowest} href={allSlowest} what="by how long they took" />
      </TraceList>
    </>
  );
}

function More({ query, href, what }: { query: UseQueryResult<FoundTraces>; href: string; what: string }) {
  if ((query.data?.commands.length ?? 0) < FIRST_COMMANDS) return null;
  return (
    <p className="mt-2">
      <PageLink href={href}>More {what}</PageLink>
    </p>
  );
}
