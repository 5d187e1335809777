'use client';

import { useQuery } from '@tanstack/react-query';
import { ALERTS_KEY, alertDetail } from '../../../../components/api/alerts.ts';
import { Banner } from '../../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../../components/api/live/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../../components/api/live/use-live.ts';
import { livenessOf } from '../../../../components/api/liveness-of.ts';
import { readAt } from '../../../../components/api/read-at.ts';
import { readFromBrowser } from '../../../../components/api/read-from-browser.ts';
import { problemName } from '../../../../components/api/send-action.ts';
import { AlertView } from '../../../../components/features/alerts/alert-view.tsx';
import { LIST_POLL_MS } from '../../../../components/limits.ts';
import { PageLink } from '../../../../components/ui/links/page-link.tsx';
import { Notice } from '../../../../components/ui/notices/notice.tsx';
import { Frame } from '../../../frame.tsx';
import { deadLetterParts } from '../dead-letter-parts.ts';

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
      title={alert ? `${alert.title} · ${alert.subject.name}` : 'Alert'}
      parent={{ title: 'Alerts', href: from }}
    >
      {unknown ? (
        <Notice title="There is no such alert">
          <p>
            Nothing of the name <code className="break-all">{id}</code> was raised since the audit log begins.
            The address may be cut short.
          </p>
          <p>
            Firing alerts are at <PageLink href="/alerts">Alerts</PageLink>.
          </p>
        </Notice>
      ) : (
        <>
          <Banner error={query.error} since={read.data?.readAt ?? null} />
          <AlertView query={query} parts={deadLetterParts} />
        </>
      )}
    </Frame>
  );
}
