'use client';

import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';

/** Opens below itself. What is in it is drawn when it is opened. */
export function Disclosure({ name, children }: { name: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className="quiet-button -ml-2 px-2 text-ink-2 text-small hover:bg-hover hover:text-ink"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {name}
        <ChevronDown
          size={16}
          strokeWidth={1.5}
          aria-hidden="true"
          className={open ? 'rotate-180' : undefined}
        />
      </button>
      <div id={id} hidden={!open}>
        {open && children}
      </div>
    </div>
  );
}
