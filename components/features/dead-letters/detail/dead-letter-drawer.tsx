'use client';

import { Drawer } from '../../../ui/drawer/drawer.tsx';
import { DeadLetterView } from './dead-letter-view.tsx';

/** A dead letter beside its list. */
export function DeadLetterDrawer({ id, href, close }: { id: string; href: string; close(): void }) {
  return (
    <Drawer name={`Dead letter ${id}`} noun="dead letter" href={href} close={close}>
      <DeadLetterView id={id} />
    </Drawer>
  );
}
