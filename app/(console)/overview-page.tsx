'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../components/banner.tsx';
import { useChartsView } from '../../components/chart/use-charts-view.ts';
import { FirstCommand } from '../../components/commands/first-command.tsx';
import { Failure } from '../../components/failure.tsx';
import { Frame } from '../../components/frame/frame.tsx';
import { useReportLiveness } from '../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../components/limits.ts';
import { useIsLive } from '../../components/live/use-live.ts';
import { acceptance } from '../../components/operations/acceptance.ts';
import { asOf, watchError, watchLiveness } from '../../components/operations/consumer-watch.ts';
import { readFromBrowser } from '../../components/operations/read-from-browser.ts';
import { attention } from '../../components/overview/attention.ts';
import { AttentionList } from '../../components/overview/attention-list.tsx';
import { acceptancePoints } from '../../components/overview/chart-points.ts';
import { lastKnown } from '../../components/overview/last-known.ts';
import { OverviewCharts } from '../../components/overview/overview-charts.tsx';
import { PipelineStrip } from '../../components/overview/pipeline-strip.tsx';
import { ReconciliationSection } from '../../components/overview/reconciliation-section.tsx';
import { useOverview } from '../../components/overview/use-overview.ts';
import { hasNothingYet, judge } from '../../components/overview/verdict.ts';
import { VerdictLine } from '../../components/overview/verdict-line.tsx';
import { FirstRun } from '../../components/samples/first-run.tsx';
import { SamplesDone } from '../../components/samples/samples-done.tsx';
import { WhatWaybillDoes } from '../../components/samples/what-waybill-does.tsx';

export function OverviewPage() {
  const { range } = useChartsView();
  const { facts, consumers, sums, counters, now } = useOverview();
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
      <FirstRun intro={isEmpty && <WhatWaybillDoes />} />
      {isEmpty && (
        <FirstCommand title="A command of your own">
          <p>
            Any client can send one. This page then says whether all that was accepted is accounted for, what
            is broken, and what to do about it.
          </p>
        </FirstCommand>
      )}
      <AttentionList items={attention(facts)} now={now} stale={stale} />
      <SamplesDone />
      <ReconciliationSection query={sums} />
      {consumers.data ? (
        <>
          <PipelineStrip
            consumers={consumers.data}
            counters={stale ? null : counters}
            p99Ms={p99?.value ?? null}
            now={now}
            staleSince={stale ? now : notCurrent ? consumers.data.watch.sampledAt : null}
          />
          <OverviewCharts sampleMs={consumers.data.watch.intervalMs} />
        </>
      ) : (
        consumers.error !== null && (
          <Failure
            title="Where the consumers stand cannot be read"
            error={consumers.error}
            retry={() => void consumers.refetch()}
            retrying={consumers.isFetching}
          />
        )
      )}
    </Frame>
  );
}
