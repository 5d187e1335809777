'use client';

import { Drawer } from '../../../ui/drawer/drawer.tsx';
import { cutId } from '../../../ui/format/cut-id.ts';
import { CommandView } from './command-view.tsx';
import { useCommandDetail } from './use-command-detail.ts';

/** A command beside its list. */
export function CommandDrawer({
  commandId,
  href,
  close,
}: {
  commandId: string;
  href: string;
  close(): void;
}) {
  const query = useCommandDetail(commandId);
  return (
    <Drawer name={`Command ${cutId(commandId)}`} noun="command" href={href} close={close}>
      <CommandView commandId={commandId} query={query} layout="drawer" />
    </Drawer>
  );
}
