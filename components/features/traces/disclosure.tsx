'use client';

import { type ReactNode, useId, useState } from 'react';
import { DisclosureButton } from '../../ui/buttons/disclosure-button.tsx';

/** Opens below itself. What is in it is drawn when it is opened. */
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
