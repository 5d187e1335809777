'use client';

import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { countOf } from '../../../contracts/words/count.ts';
import { Dialog } from '../dialog/dialog.tsx';

/** Filters in one line. Without room, as on a phone and beside a drawer, one button with their number. */
export function FilterBar({
  active,
  clear,
  children,
  first,
}: {
  /** How many are set. */
  active: number;
  clear(): void;
  /** The fields. Drawn once at a time, so their ids stay their own. */
  children: ReactNode;
  /** The search box, which comes first at every width. */
  first?: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <search className="@container/filters mb-4 block" aria-label="Filters">
      <div className="flex flex-wrap items-end gap-2">
        {first}
        <div className="contents @max-[36rem]/filters:hidden">
          {!open && children}
          {active > 0 && (
            <button type="button" className="quiet-button px-2 hover:bg-hover" onClick={clear}>
              <span className="link">Clear {countOf(active, 'filter')}</span>
            </button>
          )}
        </div>
        <button type="button" className="button @min-[36rem]/filters:hidden" onClick={() => setOpen(true)}>
          <SlidersHorizontal size={16} strokeWidth={1.5} aria-hidden="true" />
          {active > 0 ? countOf(active, 'filter') : 'Filters'}
        </button>
      </div>
      {open && (
        <Dialog title="Filters" close={() => setOpen(false)}>
          <div className="flex flex-col gap-4">{children}</div>
          <div className="flex justify-end gap-2">
            {active > 0 && (
              <button type="button" className="button" onClick={clear}>
                Clear
              </button>
            )}
            <button type="button" className="button primary-button" onClick={() => setOpen(false)}>
              Show
            </button>
          </div>
        </Dialog>
      )}
    </search>
  );
}
