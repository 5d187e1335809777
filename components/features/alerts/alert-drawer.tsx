'use client';

import { useQuery } from '@tanstack/react-query';
import { alertDetail } from '../../api/alerts.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { Drawer } from '../../ui/drawer/drawer.tsx';
import { alertName } from '../../ui/format/alert-name.ts';
import { AlertView, type DeadLetterParts } from './alert-view.tsx';

/** An alert beside its list. */
export function AlertDrawer({
  id,
  href,
  parts,
  close,
}: {
  id: string;
  href: string;
  parts: DeadLetterParts;
  close(): void;
}) {
  const query = useQuery(alertDetail(readFromBrowser, id));
  return (
    <Drawer name={alertName(id, query.data?.alert)} noun="alert" href={href} close={close}>
      <AlertView query={query} parts={parts} />
    </Drawer>
  );
}
