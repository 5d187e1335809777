'use client';

import { Banner } from '../../../../../components/banner.tsx';
import { type ConsumerName, consumerTitle } from '../../../../../components/consumers/consumer-name.ts';
import { ConsumerView } from '../../../../../components/consumers/consumer-view.tsx';
import { useConsumer } from '../../../../../components/consumers/use-consumer.ts';
import { Frame } from '../../../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../../../../components/limits.ts';
import { useIsLive } from '../../../../../components/live/use-live.ts';
import { asOf, watchError, watchLiveness } from '../../../../../components/operations/consumer-watch.ts';

export function ConsumerPage({ of, from }: { of: ConsumerName; from: string }) {
  const query = useConsumer(of);
  useReportLiveness(watchLiveness(query, LIST_POLL_MS, useIsLive()));
  return (
    <Frame
      title={consumerTitle({ ...of, projection: query.data?.consumer.projection ?? null })}
      parent={{ title: 'Consumers', href: from }}
    >
      <Banner error={watchError(query)} since={asOf(query)} />
      <ConsumerView query={query} layout="page" />
    </Frame>
  );
}
