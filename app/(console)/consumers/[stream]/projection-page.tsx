'use client';

import { useQuery } from '@tanstack/react-query';
import { consumerList } from '../../../../components/api/consumer-list.ts';
import { asOf, watchError, watchLiveness } from '../../../../components/api/consumer-watch.ts';
import { Banner } from '../../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../../components/api/live/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../../components/api/live/use-live.ts';
import { readFromBrowser } from '../../../../components/api/read-from-browser.ts';
import { ProjectionRead } from '../../../../components/features/consumers/projection-read.tsx';
import { LIST_POLL_MS } from '../../../../components/limits.ts';
import { Frame } from '../../../frame.tsx';

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
