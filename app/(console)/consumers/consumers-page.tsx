'use client';

import { useQuery } from '@tanstack/react-query';
import { consumerList } from '../../../components/api/consumer-list.ts';
import { asOf, watchError, watchLiveness } from '../../../components/api/consumer-watch.ts';
import { Banner } from '../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../components/api/live/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../components/api/live/use-live.ts';
import { readFromBrowser } from '../../../components/api/read-from-browser.ts';
import { ConsumerDrawer } from '../../../components/features/consumers/consumer-drawer.tsx';
import { ConsumerLists } from '../../../components/features/consumers/consumer-lists.tsx';
import { ProjectionDrawer } from '../../../components/features/consumers/projection-drawer.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { useListUrl } from '../../../components/ui/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../components/ui/drawer/use-return-focus.ts';
import { readConsumerId } from '../../../components/ui/format/consumer-name.ts';
import { consumerAddresses } from '../../../components/ui/search-params/consumers.ts';
import { Frame } from '../../frame.tsx';

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
