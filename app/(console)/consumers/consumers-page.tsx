'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../components/banner.tsx';
import { ConsumerDrawer } from '../../../components/consumers/consumer-drawer.tsx';
import { ConsumerLists } from '../../../components/consumers/consumer-lists.tsx';
import { readConsumerId } from '../../../components/consumers/consumer-name.ts';
import { ProjectionDrawer } from '../../../components/consumers/projection-drawer.tsx';
import { useListUrl } from '../../../components/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../components/drawer/use-return-focus.ts';
import { Frame } from '../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { useIsLive, useRefreshOn } from '../../../components/live/use-live.ts';
import { consumerList } from '../../../components/operations/consumer-list.ts';
import { asOf, watchError, watchLiveness } from '../../../components/operations/consumer-watch.ts';
import { readFromBrowser } from '../../../components/operations/read-from-browser.ts';
import { consumerAddresses } from './search-params.ts';

const LIST = ['consumers', 'list'];

export function ConsumersPage() {
  const url = useListUrl(consumerAddresses);
  const query = useQuery(consumerList(readFromBrowser));
  useReportLiveness(watchLiveness(query, LIST_POLL_MS, useIsLive()));
  useRefreshOn('consumers', LIST);
  useReturnFocus(url.openId);
  const { openId } = url;
  const shown = openId === null ? null : readConsumerId(openId);
  const hrefOf = (id: string) => consumerAddresses.itemHref(id, url.listHref);

  return (
    <Frame title="Consumers">
      <div className={openId === null ? '' : 'beside-drawer'}>
        <Banner error={watchError(query)} since={asOf(query)} />
        <ConsumerLists
          query={query}
          view={url.view}
          setView={url.setView}
          openId={url.openId}
          open={(id) => url.open(id)}
          hrefOf={hrefOf}
        />
      </div>
      {openId !== null &&
        (shown === null ? (
          <ProjectionDrawer key={openId} projection={openId} href={hrefOf(openId)} close={url.close} />
        ) : (
          <ConsumerDrawer key={openId} of={shown} href={hrefOf(openId)} close={url.close} />
        ))}
    </Frame>
  );
}
