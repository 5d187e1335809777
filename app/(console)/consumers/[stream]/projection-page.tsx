'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../../components/banner.tsx';
import { ProjectionRead } from '../../../../components/consumers/projection-read.tsx';
import { Frame } from '../../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../../../components/limits.ts';
import { useIsLive, useRefreshOn } from '../../../../components/live/use-live.ts';
import { consumerList } from '../../../../components/operations/consumer-list.ts';
import { asOf, watchError, watchLiveness } from '../../../../components/operations/consumer-watch.ts';
import { readFromBrowser } from '../../../../components/operations/read-from-browser.ts';

const LIST = ['consumers', 'list'];

export function ProjectionPage({ projection, from }: { projection: string; from: string }) {
  const query = useQuery(consumerList(readFromBrowser));
  useReportLiveness(watchLiveness(query, LIST_POLL_MS, useIsLive()));
  useRefreshOn('consumers', LIST);
  return (
    <Frame title={`${projection}, all partitions`} parent={{ title: 'Consumers', href: from }}>
      <Banner error={watchError(query)} since={asOf(query)} />
      <ProjectionRead projection={projection} layout="page" />
    </Frame>
  );
}
