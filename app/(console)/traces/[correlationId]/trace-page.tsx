'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../../components/api/failures/banner.tsx';
import { Failure } from '../../../../components/api/failures/failure.tsx';
import { useReportLiveness } from '../../../../components/api/live/liveness.tsx';
import { livenessOf } from '../../../../components/api/liveness-of.ts';
import { readFromBrowser } from '../../../../components/api/read-from-browser.ts';
import { problemName } from '../../../../components/api/send-action.ts';
import { traceOf, tracePollMs } from '../../../../components/api/trace-of.ts';
import { TraceSkeleton } from '../../../../components/features/traces/trace-skeleton.tsx';
import { TraceUnknown } from '../../../../components/features/traces/trace-unknown.tsx';
import { TraceView } from '../../../../components/features/traces/trace-view.tsx';
import { cutId } from '../../../../components/ui/format/cut-id.ts';
import { PageLink } from '../../../../components/ui/links/page-link.tsx';
import { traceHref } from '../../../../components/ui/search-params/traces.ts';
import { Instant } from '../../../../components/ui/text/instant.tsx';
import { formatCount } from '../../../../contracts/words/count.ts';
import { Frame } from '../../../frame.tsx';

export function TracePage({
  correlationId,
  command,
  cursor,
  from,
}: {
  correlationId: string;
  command: string | null;
  cursor: string | null;
  from: string;
}) {
  const query = useQuery(traceOf(readFromBrowser, correlationId, { command, cursor }));
  const { data, error, refetch, isFetching } = query;
  const unknown = problemName(error) === 'trace-unknown';
  useReportLiveness(livenessOf(query, tracePollMs(data)));
  const first = traceHref(correlationId, { from });
  return (
    <Frame title={`Trace ${cutId(correlationId)}`} parent={{ title: 'Traces', href: from }}>
      <Banner error={unknown ? null : error} since={data?.readAt ?? null} />
      {command !== null && (
        <p className="mb-4">
          This command only. <PageLink href={first}>Show all of its correlation</PageLink>
        </p>
      )}
      {cursor !== null && (
        <p className="mb-4">
          A further page of this trace. <PageLink href={first}>Show its first commands</PageLink>
        </p>
      )}
      {data !== undefined ? (
        <div data-stale={error !== null}>
          {error !== null && (
            <p role="status" className="mb-2 text-ink-2">
              as of <Instant iso={data.readAt} now={data.readAt} />, not live
            </p>
          )}
          <TraceView trace={data} />
          {data.next !== null && (
            <p className="mt-4">
              <PageLink href={traceHref(correlationId, { cursor: data.next })}>
                The next of {formatCount(data.total)} commands
              </PageLink>
            </p>
          )}
        </div>
      ) : error === null ? (
        <TraceSkeleton />
      ) : unknown ? (
        <TraceUnknown correlationId={correlationId} />
      ) : (
        <Failure
          title="This trace cannot be read"
          error={error}
          retry={() => void refetch()}
          retrying={isFetching}
        />
      )}
    </Frame>
  );
}
