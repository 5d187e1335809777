'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../components/banner.tsx';
import { useListUrl } from '../../../components/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../components/drawer/use-return-focus.ts';
import { countOf, formatCount } from '../../../components/format/count.ts';
import { Frame } from '../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../components/frame/liveness.tsx';
import { LIST_POLL_MS, REPLAYS_LISTED_MS } from '../../../components/limits.ts';
import { ListSection } from '../../../components/list/list-section.tsx';
import { NotRead } from '../../../components/list/not-read.tsx';
import { useIsLive, useRefreshOn } from '../../../components/live/use-live.ts';
import { livenessOf } from '../../../components/operations/liveness-of.ts';
import { readFromBrowser } from '../../../components/operations/read-from-browser.ts';
import { REPLAYS_KEY, replayList } from '../../../components/operations/replays.ts';
import { NoReplays } from '../../../components/replay/no-replays.tsx';
import { goesOn } from '../../../components/replay/progress-of.ts';
import { ReplayDrawer } from '../../../components/replay/replay-drawer.tsx';
import { ReplayList } from '../../../components/replay/replay-list.tsx';
import type { ReplaySummary } from '../../../contracts/replay.ts';
import { replayAddresses } from './search-params.ts';

const none: ReplaySummary[] = [];

export function ReplaysPage() {
  const url = useListUrl(replayAddresses);
  const query = useQuery(replayList(readFromBrowser));
  const live = useIsLive();
  useRefreshOn('replays', REPLAYS_KEY);
  useReportLiveness(livenessOf(query, LIST_POLL_MS, live));
  useReturnFocus(url.openId);
  const { data, error } = query;
  const { ended: shown } = url.view;
  const replays = data?.replays ?? none;
  const from = Date.parse(data?.readAt ?? '') - REPLAYS_LISTED_MS;
  const ended = replays.filter(
    ({ finishedAt }) => finishedAt !== null && (shown === 'all' || Date.parse(finishedAt) >= from),
  );
  const endedInAll = replays.filter((job) => !goesOn(job)).length;
  const hrefOf = (replayId: string) => replayAddresses.itemHref(replayId, url.listHref);
  const table = {
    query,
    openId: url.openId,
    open: (replayId: string) => url.open(replayId),
    hrefOf: ({ replayId }: ReplaySummary) => hrefOf(replayId),
  };

  return (
    <Frame title="Replays">
      <div className={url.openId === null ? '' : 'beside-drawer'}>
        <Banner error={error} since={data?.readAt ?? null} />
        {data === undefined ? (
          <ListSection title="Running or held">
            <NotRead query={query} failure="The replays cannot be read" lines={8} />
          </ListSection>
        ) : data.total === 0 ? (
          <NoReplays />
        ) : (
          <>
            <ReplayList
              {...table}
              title="Running or held"
              view="going"
              replays={replays.filter(goesOn)}
              empty={<p className="py-1 text-ink-2">No replay runs or waits for anybody.</p>}
            />
            <ReplayList
              {...table}
              title={shown === '7d' ? 'Ended in the last 7 days' : 'Ended'}
              view={shown}
              replays={ended}
              empty={
                <p className="py-1 text-ink-2">
                  {endedInAll === 0
                    ? 'None has ended yet.'
                    : `None; ${countOf(endedInAll, 'replay')} ended before.`}
                </p>
              }
            />
            {(shown === 'all' || endedInAll > ended.length) && (
              <button
                type="button"
                className="quiet-button"
                onClick={() => url.setView({ ended: shown === 'all' ? '7d' : 'all' })}
              >
                <span className="link">
                  {shown === 'all'
                    ? 'Only the last 7 days'
                    : `Show all ${formatCount(endedInAll)} that ended`}
                </span>
              </button>
            )}
            {data.total > replays.length && (
              <p className="text-ink-2">
                The newest {formatCount(replays.length)} of {formatCount(data.total)} replays are looked
                through. Older ones keep their pages and stand in the audit trail.
              </p>
            )}
          </>
        )}
      </div>
      {url.openId !== null && (
        <ReplayDrawer key={url.openId} replayId={url.openId} href={hrefOf(url.openId)} close={url.close} />
      )}
    </Frame>
  );
}
