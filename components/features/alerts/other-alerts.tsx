'use client';

import { useQuery } from '@tanstack/react-query';
import type { AlertDetail } from '../../../contracts/alerts.ts';
import { alertList } from '../../api/alerts.ts';
import { openGroupsByCause } from '../../api/dead-letters.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { alertName } from '../../ui/format/alert-name.ts';
import { alertHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { alertStatus } from '../../ui/status/alert-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { alertsOfSame, isOfAllDeadLetters } from './alerts-of-same.ts';

/** Other firing alerts with the same target: one cause often raises several alerts. */
export function OtherAlerts({ detail: { alert } }: { detail: AlertDetail }) {
  const { data } = useQuery(alertList(readFromBrowser));
  const firing = data?.alerts.filter(({ id, state }) => state === 'firing' && id !== alert.id) ?? [];
  // Alerts about all dead letters name no consumer; the open groups do.
  const asked = firing.length > 0 && [alert, ...firing].some(isOfAllDeadLetters);
  const groups = useQuery({ ...openGroupsByCause(readFromBrowser), enabled: asked }).data?.groups ?? [];
  const others = alertsOfSame(alert, firing, new Set(groups.map(({ newest }) => newest.consumer)));
  if (others.length === 0) return null;
  return (
    <section aria-label="Also firing" className="flex flex-col gap-1">
      <h2 className="section-title">Also fires</h2>
      <ul className="flex flex-col">
        {others.map((other) => (
          <li key={other.id} className="flex flex-wrap items-baseline gap-x-3">
            <PageLink href={alertHref(other.id)} className="[overflow-wrap:anywhere]">
              <Inert text={alertName(other.id, other)} />
            </PageLink>
            <StatusWord status={alertStatus(other)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
