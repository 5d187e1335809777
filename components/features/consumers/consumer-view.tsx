'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ConsumerDetail } from '../../../contracts/consumers.ts';
import { consumerHistory } from '../../api/consumer-history.ts';
import { asOf, staleSinceOf } from '../../api/consumer-watch.ts';
import { Failure } from '../../api/failures/failure.tsx';
import { isAbsent } from '../../api/read-answer.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { NoSuch } from '../../ui/notices/no-such.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { ConsumerConfig } from './consumer-config.tsx';
import { ConsumerNumbers } from './consumer-numbers.tsx';
import { ConsumerPartitions } from './consumer-partitions.tsx';
import { ConsumerSkeleton } from './consumer-skeleton.tsx';
import { WatchedConsumer } from './consumer-summary.tsx';
import { ConsumerTimeline } from './consumer-timeline.tsx';
import { ConsumerWorkers } from './consumer-workers.tsx';
import { LagCharts } from './lag-charts.tsx';
import { RecentFailures } from './recent-failures.tsx';

/** One consumer: its status and the cause, what to do, its history, and its parts. */
export function ConsumerView({
  query,
  layout,
}: {
  query: UseQueryResult<ConsumerDetail>;
  layout: 'page' | 'drawer';
}) {
  const { data, error, refetch, isFetching } = query;
  if (data === undefined) {
    return error === null ? (
      <ConsumerSkeleton />
    ) : isAbsent(error) ? (
      <NoSuch what="consumer" error={error} list={{ href: '/consumers', title: 'Consumers' }} />
    ) : (
      <Failure
        title="This consumer cannot be read"
        error={error}
        retry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  const staleSince = staleSinceOf(query);
  const { consumer } = data;
  const readAt = asOf(query) ?? '';
  return (
    <div data-stale={staleSince !== null}>
      {staleSince !== null && (
        <p role="status" className="mb-2 text-ink-2">
          as of <Instant iso={staleSince} now={staleSince} />, not live
        </p>
      )}
      <WatchedConsumer consumer={consumer} stale={staleSince !== null} readAt={readAt} />
      <ConsumerNumbers consumer={consumer} projection={null} windowMs={data.watch.windowMs} readAt={readAt} />
      <LagCharts
        historyOf={(range) => consumerHistory(readFromBrowser, consumer, range)}
        scope={{ projection: consumer.projection, consumers: [consumer] }}
        lag={consumer.lag}
        oldest={consumer.oldest}
        allowedLag={consumer.allowedLag}
        snapshotMs={data.watch.intervalMs}
        troubleSince={consumer.status === 'ok' ? null : consumer.statusSince}
        layout={layout}
      />
      <ConsumerTimeline detail={data} readAt={readAt} />
      <ConsumerWorkers workers={data.workers} last={data.lastWorker} consumer={consumer} readAt={readAt} />
      {consumer.projection !== null && <ConsumerPartitions of={consumer} projection={consumer.projection} />}
      <RecentFailures count={data.recentFailures} of={consumer.projection ?? consumer.consumer} />
      <ConsumerConfig detail={data} readAt={readAt} />
    </div>
  );
}
