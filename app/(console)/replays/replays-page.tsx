'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../components/api/failures/banner.tsx';
import { NotRead } from '../../../components/api/failures/not-read.tsx';
import { useReportLiveness } from '../../../components/api/live/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../components/api/live/use-live.ts';
import { livenessOf } from '../../../components/api/liveness-of.ts';
import { readFromBrowser } from '../../../components/api/read-from-browser.ts';
import { REPLAYS_KEY, replayList } from '../../../components/api/replays.ts';
import { NoReplays } from '../../../components/features/dead-letters/replays/no-replays.tsx';
import { ReplayDrawer } from '../../../components/features/dead-letters/replays/replay-drawer.tsx';
import { ReplayLists } from '../../../components/features/dead-letters/replays/replay-lists.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { useListUrl } from '../../../components/ui/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../components/ui/drawer/use-return-focus.ts';
import { replayAddresses } from '../../../components/ui/search-params/replays.ts';
import { ListSection } from '../../../components/ui/table/list-section.tsx';
import type { ReplaySummary } from '../../../contracts/replay.ts';
import { Frame } from '../../frame.tsx';

export function ReplaysPage() {
  const url = useListUrl(replayAddresses);
  const query = useQuery(replayList(readFromBrowser));
  const live = useIsLive();
  useRefreshOn('replays', REPLAYS_KEY);
  useReportLiveness(livenessOf(query, LIST_POLL_MS, live));
  useReturnFocus(url.openId);
  const { data, error } = query;
  const hrefOf = (replayId: string) => replayAddresses.itemHref(replayId, url.listHref);

  return (
    <Frame title="Replays">
      <div className={url.openId === null ? '' : 'beside-drawer'}>
        <Banner error={error} since={data?.readAt ?? null} />
        {data === undefined ? (
          <ListSection title="Running or paused">
            <NotRead query={query} failure="The replays cannot be read" lines={8} />
          </ListSection>
        ) : data.total === 0 ? (
          <NoReplays />
        ) : (
          <ReplayLists
            data={data}
            error={error}
            shown={url.view.ended}
            setShown={(ended) => url.setView({ ended })}
            openId={url.openId}
            open={(replayId) => url.open(replayId)}
            hrefOf={({ replayId }: ReplaySummary) => hrefOf(replayId)}
          />
        )}
      </div>
      {url.openId !== null && (
        <ReplayDrawer key={url.openId} replayId={url.openId} href={hrefOf(url.openId)} close={url.close} />
      )}
    </Frame>
  );
}
