'use client';

import { type ReactNode, useId, useState } from 'react';
import { DisclosureButton } from '../../ui/buttons/disclosure-button.tsx';

/** A button that opens content below itself. The content is drawn when it opens. */
export function Disclosure({ name, children }: { name: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <DisclosureButton open={open} controls={id} toggle={setOpen}>
        {name}
      </DisclosureButton>
      <div id={id} hidden={!open}>
        {open && children}
      </div>
    </div>
  );
}
