'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../../components/api/live/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../../components/api/live/use-live.ts';
import { livenessOf } from '../../../../components/api/liveness-of.ts';
import { jobTitle } from '../../../../components/api/models/progress-of.ts';
import { readFromBrowser } from '../../../../components/api/read-from-browser.ts';
import { replayOf, replayPollMs } from '../../../../components/api/replays.ts';
import { JobView } from '../../../../components/features/dead-letters/replays/job-view.tsx';
import { Frame } from '../../../frame.tsx';

export function ReplayPage({ replayId, from }: { replayId: string; from: string }) {
  const query = useQuery(replayOf(readFromBrowser, replayId));
  const live = useIsLive() && query.data?.finishedAt === null;
  useRefreshOn('replays', replayOf(readFromBrowser, replayId).queryKey);
  useReportLiveness(livenessOf(query, replayPollMs(query.data), live));
  return (
    <Frame title={query.data ? jobTitle(query.data) : 'Replay'} parent={{ title: 'Replays', href: from }}>
      <Banner error={query.error} since={query.data?.readAt ?? null} />
      <JobView query={query} layout="page" />
    </Frame>
  );
}
