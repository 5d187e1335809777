'use client';

import { Drawer } from '../../../ui/drawer/drawer.tsx';
import { LetterView } from './letter-view.tsx';

/** A dead letter beside its list. */
export function LetterDrawer({ id, href, close }: { id: string; href: string; close(): void }) {
  return (
    <Drawer name={`Dead letter ${id}`} noun="dead letter" href={href} close={close}>
      <LetterView id={id} />
    </Drawer>
  );
}
