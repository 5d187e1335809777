'use client';

import { useQuery } from '@tanstack/react-query';
import { AlertView } from '../../../../components/alerts/alert-view.tsx';
import { Banner } from '../../../../components/banner.tsx';
import { Frame } from '../../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../../../components/limits.ts';
import { useIsLive, useRefreshOn } from '../../../../components/live/use-live.ts';
import { Notice } from '../../../../components/notice.tsx';
import { ALERTS_KEY, alertDetail } from '../../../../components/operations/alerts.ts';
import { livenessOf } from '../../../../components/operations/liveness-of.ts';
import { readAt } from '../../../../components/operations/read-at.ts';
import { readFromBrowser } from '../../../../components/operations/read-from-browser.ts';
import { problemName } from '../../../../components/operations/send-act.ts';
import { PageLink } from '../../../../components/page-link.tsx';

export function AlertPage({ id, from }: { id: string; from: string }) {
  const query = useQuery(alertDetail(readFromBrowser, id));
  useRefreshOn('alerts', ALERTS_KEY);
  const read = readAt(query);
  const unknown = query.data === undefined && problemName(query.error) === 'alert-unknown';
  const live = useIsLive();
  useReportLiveness(livenessOf(read, LIST_POLL_MS, live));
  const alert = query.data?.alert;
  return (
    <Frame
      title={alert ? `${alert.title} · ${alert.concerns.name}` : 'Alert'}
      parent={{ title: 'Alerts', href: from }}
    >
      {unknown ? (
        <Notice title="There is no such alert">
          <p>
            Nothing of the name <code className="break-all">{id}</code> was raised in the time that the audit
            trail is kept. The address may be cut short.
          </p>
          <p>
            What fires now is at <PageLink href="/alerts">Alerts</PageLink>.
          </p>
        </Notice>
      ) : (
        <>
          <Banner error={query.error} since={read.data?.readAt ?? null} />
          <AlertView query={query} />
        </>
      )}
    </Frame>
  );
}
