'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useState } from 'react';
import { alertList } from '../../../api/alerts.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { alertHref } from '../../../ui/links/addresses.ts';
import { recentPlaces } from '../../../ui/links/recent-places.ts';
import { alertStatus } from '../../../ui/status/alert-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { paletteHeading, paletteItem } from './palette-item.ts';

/** Firing alerts, and the pages visited last; resolved alerts are found by typing. */
export function KnownPlaces({ text, go }: { text: string; go(href: string): void }) {
  const [recent] = useState(recentPlaces.read);
  const { data } = useQuery(alertList(readFromBrowser));
  const alerts = (data?.alerts ?? []).filter(({ state }) => state === 'firing' || text.trim() !== '');
  return (
    <>
      {alerts.length > 0 && (
        <Command.Group heading="Alerts" className={paletteHeading}>
          {alerts.map((alert) => (
            <Command.Item
              key={alert.id}
              value={`alert ${alert.id} ${alert.title} ${alert.subject.name}`}
              onSelect={() => go(alertHref(alert.id))}
              className={paletteItem}
            >
              <span className="w-32 shrink-0">
                <StatusWord status={alertStatus(alert)} />
              </span>
              <span className="min-w-0 truncate">
                <Inert text={alert.title} />{' '}
                <span className="text-ink-2">
                  <Inert text={alert.subject.name} />
                </span>
              </span>
            </Command.Item>
          ))}
        </Command.Group>
      )}
      {recent.length > 0 && (
        <Command.Group heading="Recent" className={paletteHeading}>
          {recent.map(({ name, href }) => (
            <Command.Item
              key={href}
              value={`recent ${name} ${href}`}
              onSelect={() => go(href)}
              className={paletteItem}
            >
              <span className="min-w-0 truncate">
                <Inert text={name} />
              </span>
            </Command.Item>
          ))}
        </Command.Group>
      )}
    </>
  );
}
