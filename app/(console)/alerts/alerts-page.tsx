'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ALERTS_KEY, alertList } from '../../../components/api/alerts.ts';
import { Banner } from '../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../components/api/live/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../components/api/live/use-live.ts';
import { livenessOf } from '../../../components/api/liveness-of.ts';
import { readAt } from '../../../components/api/read-at.ts';
import { readFromBrowser } from '../../../components/api/read-from-browser.ts';
import { AlertDrawer } from '../../../components/features/alerts/alert-drawer.tsx';
import { AlertLists } from '../../../components/features/alerts/alert-lists.tsx';
import { WebhookLine } from '../../../components/features/alerts/webhook-line.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { useListUrl } from '../../../components/ui/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../components/ui/drawer/use-return-focus.ts';
import { alertAddresses } from '../../../components/ui/search-params/alerts.ts';
import { Frame } from '../../frame.tsx';
import { deadLetterParts } from './dead-letter-parts.ts';

/** Below this width there is no room for a list and a drawer: the alert opens as a page. */
const DRAWER_FROM = '(width >= 80rem)';

export function AlertsPage() {
  const url = useListUrl(alertAddresses);
  const router = useRouter();
  const alerts = useQuery(alertList(readFromBrowser));
  useRefreshOn('alerts', ALERTS_KEY);
  const read = readAt(alerts);
  useReportLiveness(livenessOf(read, LIST_POLL_MS, useIsLive()));
  useReturnFocus(url.openId);

  const hrefOf = (id: string) => alertAddresses.itemHref(id, url.listHref);
  const open = (id: string) => {
    if (window.matchMedia(DRAWER_FROM).matches) url.open(id);
    else router.push(hrefOf(id));
  };
  return (
    <Frame title="Alerts">
      <div className={url.openId === null ? '' : 'beside-drawer'}>
        <Banner error={alerts.error} since={read.data?.readAt ?? null} />
        <AlertLists query={alerts} openId={url.openId} open={open} hrefOf={hrefOf} />
        {alerts.data && <WebhookLine webhook={alerts.data.webhook} now={read.data?.readAt ?? ''} />}
      </div>
      {url.openId !== null && (
        <AlertDrawer
          key={url.openId}
          id={url.openId}
          parts={deadLetterParts}
          href={hrefOf(url.openId)}
          close={url.close}
        />
      )}
    </Frame>
  );
}
