'use client';

import { useQuery } from '@tanstack/react-query';
import { Drawer } from '../drawer/drawer.tsx';
import { alertDetail } from '../operations/alerts.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { alertName } from './alert-name.ts';
import { AlertView } from './alert-view.tsx';

/** An alert beside its list. */
export function AlertDrawer({ id, href, close }: { id: string; href: string; close(): void }) {
  const query = useQuery(alertDetail(readFromBrowser, id));
  return (
    <Drawer name={alertName(id, query.data?.alert)} noun="alert" href={href} close={close}>
      <AlertView query={query} />
    </Drawer>
  );
}
