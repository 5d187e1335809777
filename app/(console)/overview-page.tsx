'use client';

import { useQuery } from '@tanstack/react-query';
import { acceptance } from '../../components/api/acceptance.ts';
import { asOf, watchError, watchLiveness } from '../../components/api/consumer-watch.ts';
import { Banner } from '../../components/api/failures/banner.tsx';
import { Failure } from '../../components/api/failures/failure.tsx';
import { useReportLiveness } from '../../components/api/live/liveness.tsx';
import { useIsLive } from '../../components/api/live/use-live.ts';
import { readFromBrowser } from '../../components/api/read-from-browser.ts';
import { FirstCommand } from '../../components/features/commands/list/first-command.tsx';
import { attention } from '../../components/features/overview/attention.ts';
import { AttentionList } from '../../components/features/overview/attention-list.tsx';
import { acceptancePoints } from '../../components/features/overview/chart-points.ts';
import { FirstRun } from '../../components/features/overview/first-run.tsx';
import { fittedRange } from '../../components/features/overview/fitted-range.ts';
import { lastKnown } from '../../components/features/overview/last-known.ts';
import { OverviewCharts } from '../../components/features/overview/overview-charts.tsx';
import { PipelineStrip } from '../../components/features/overview/pipeline-strip.tsx';
import { ReconciliationSection } from '../../components/features/overview/reconciliation-section.tsx';
import { useOverview } from '../../components/features/overview/use-overview.ts';
import { hasNothingYet, judge } from '../../components/features/overview/verdict.ts';
import { VerdictLine } from '../../components/features/overview/verdict-line.tsx';
import { LIST_POLL_MS } from '../../components/limits.ts';
import { useChartsView } from '../../components/ui/chart/use-charts-view.ts';
import { Frame } from '../frame.tsx';

export function OverviewPage() {
  const { facts, consumers, sums, counters, now } = useOverview();
  const fitted = fittedRange(facts, now);
  const { range } = useChartsView(fitted);
  const accepted = useQuery(acceptance(readFromBrowser, range));
  useReportLiveness(watchLiveness(consumers, LIST_POLL_MS, useIsLive()));

  const isEmpty = hasNothingYet(facts);
  const stale = consumers.error !== null && consumers.data !== undefined;
  const notCurrent = consumers.data !== undefined && !consumers.data.watch.current;
  const p99 = accepted.data ? lastKnown(acceptancePoints(accepted.data), 'p99') : null;
  return (
    <Frame title="Overview">
      <Banner error={watchError(consumers)} since={asOf(consumers)} />
      <VerdictLine verdict={judge(facts)} now={now} />
      {isEmpty && <FirstRun />}
      {isEmpty && (
        <FirstCommand title="A command of your own">
          <p>
            Any client can send one. This page then shows whether every accepted event is accounted for, what
            is broken, and what to do.
          </p>
        </FirstCommand>
      )}
      <AttentionList items={attention(facts)} now={now} stale={stale} />
      <ReconciliationSection query={sums} />
      {consumers.data ? (
        <>
          <PipelineStrip
            consumers={consumers.data}
            counters={stale ? null : counters}
            p99Ms={p99?.value ?? null}
            now={now}
            staleSince={stale ? now : notCurrent ? consumers.data.watch.snapshotAt : null}
          />
          <OverviewCharts snapshotMs={consumers.data.watch.intervalMs} fitted={fitted} />
        </>
      ) : (
        consumers.error !== null && (
          <Failure
            title="The consumers cannot be read"
            error={consumers.error}
            retry={() => void consumers.refetch()}
            retrying={consumers.isFetching}
          />
        )
      )}
    </Frame>
  );
}
