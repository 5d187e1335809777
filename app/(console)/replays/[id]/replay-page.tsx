'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../../components/banner.tsx';
import { Frame } from '../../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../../components/frame/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../../components/live/use-live.ts';
import { livenessOf } from '../../../../components/operations/liveness-of.ts';
import { readFromBrowser } from '../../../../components/operations/read-from-browser.ts';
import { replayOf, replayPollMs } from '../../../../components/operations/replays.ts';
import { JobView } from '../../../../components/replay/job-view.tsx';
import { jobTitle } from '../../../../components/replay/progress-of.ts';

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
