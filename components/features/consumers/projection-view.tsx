'use client';

import { useQuery } from '@tanstack/react-query';
import type { ConsumerList } from '../../../contracts/consumers.ts';
import { consumerDetail } from '../../api/consumer-detail.ts';
import { projectionHistory } from '../../api/consumer-history.ts';
import { countAlike, reachOf, type WholeProjection } from '../../api/models/projection-of.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { hrefOfConsumer, partitionPrefix } from '../../ui/format/consumer-name.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { ConsumerNumbers } from './consumer-numbers.tsx';
import { ConsumerPartitions } from './consumer-partitions.tsx';
import { ConsumerWorkers } from './consumer-workers.tsx';
import { LagCharts } from './lag-charts.tsx';
import { PauseActions } from './pause-actions.tsx';
import { ProjectionTimeline } from './projection-timeline.tsx';
import { RecentFailures } from './recent-failures.tsx';
import { StatusLines } from './status-lines.tsx';

/** All partitions of a projection as one: the status, which of them lags, and the workers. */
export function ProjectionView({
  whole,
  watch,
  staleSince,
  readAt,
  layout,
}: {
  whole: WholeProjection;
  watch: ConsumerList['watch'];
  staleSince: string | null;
  readAt: string;
  layout: 'page' | 'drawer';
}) {
  const { projection, partitions, worst, since, numbers, left } = whole;
  const name = projection.projection;
  // Workers report by projection, so every partition has the same workers.
  const { data: detail } = useQuery(consumerDetail(readFromBrowser, worst));
  return (
    <div data-stale={staleSince !== null}>
      {staleSince !== null && (
        <p role="status" className="mb-2 text-ink-2">
          as of <Instant iso={staleSince} now={staleSince} />, not live
        </p>
      )}
      <section aria-label="Status" className="mb-6">
        <StatusLines
          status={projection.status}
          since={since}
          why={<WhyOfAll whole={whole} />}
          lag={projection.lag}
          left={left}
          todo={projection.todo}
          runbook={projection.runbook}
          readAt={readAt}
          reach={reachOf(partitions, projection.status)}
        />
        <PauseActions consumers={partitions} name={`all of ${name}`} stale={staleSince !== null} />
      </section>
      <ConsumerNumbers consumer={numbers} projection={name} windowMs={watch.windowMs} readAt={readAt} />
      <LagCharts
        historyOf={(range) => projectionHistory(readFromBrowser, name, range)}
        scope={{ projection: name, consumers: partitions }}
        lag={projection.lag}
        oldest={numbers.oldest}
        allowedLag={0}
        snapshotMs={watch.intervalMs}
        troubleSince={projection.status === 'ok' ? null : since}
        layout={layout}
      />
      <ConsumerPartitions of={null} projection={name} />
      {detail && (
        <ConsumerWorkers workers={detail.workers} last={detail.lastWorker} consumer={worst} readAt={readAt} />
      )}
      <ProjectionTimeline projection={name} readAt={readAt} />
      {detail && <RecentFailures count={detail.recentFailures} of={name} />}
    </div>
  );
}

/** The partition that the sentence is about; empty if all is well. */
function WhyOfAll({ whole }: { whole: WholeProjection }) {
  const { projection, worst, partitions } = whole;
  if (projection.status === 'ok') {
    return projection.lag === 0
      ? `Each of its ${partitions.length} consumers has processed every event.`
      : `Each of its ${partitions.length} consumers keeps up.`;
  }
  // It comes from the retry queue and is true of the whole.
  if (projection.status === 'failing') return <Inert text={projection.why} />;
  const { first, rest } = partitionPrefix(
    worst.stream,
    countAlike(partitions, projection.status),
    partitions.length,
  );
  return (
    <>
      <PageLink href={hrefOfConsumer(worst)}>{first}</PageLink>
      {rest}
      <Inert text={projection.why} />
    </>
  );
}
