'use client';

import { asOf, watchError, watchLiveness } from '../../../../../components/api/consumer-watch.ts';
import { Banner } from '../../../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../../../components/api/live/liveness.tsx';
import { useIsLive } from '../../../../../components/api/live/use-live.ts';
import { ConsumerView } from '../../../../../components/features/consumers/consumer-view.tsx';
import { useConsumer } from '../../../../../components/features/consumers/use-consumer.ts';
import { LIST_POLL_MS } from '../../../../../components/limits.ts';
import { type ConsumerName, consumerTitle } from '../../../../../components/ui/format/consumer-name.ts';
import { Frame } from '../../../../frame.tsx';

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
