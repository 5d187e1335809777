'use client';

import { lazy, type RefObject, Suspense, useEffect, useState } from 'react';

const Palette = lazy(() => import('./palette.tsx'));

/** The dialog element always exists; its content is loaded when it first opens. */
export function PaletteDialog({
  ref,
  openHelp,
}: {
  ref: RefObject<HTMLDialogElement | null>;
  openHelp(): void;
}) {
  const [openings, setOpenings] = useState(0);

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const onToggle = () => dialog.open && setOpenings((count) => count + 1);
    // Some browsers have dialogs without the `toggle` event, so the attribute `open` is observed instead.
    const observer = new MutationObserver(onToggle);
    observer.observe(dialog, { attributes: true, attributeFilter: ['open'] });
    return () => observer.disconnect();
  }, [ref]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself.
    <dialog
      ref={ref}
      aria-label="Find by id, or go to"
      className="mx-auto mt-[12vh] mb-auto w-[640px] max-w-[calc(100vw-32px)] overflow-hidden rounded-menu border border-line bg-surface p-0 shadow-float"
      onClick={(event) => event.target === event.currentTarget && ref.current?.close()}
    >
      {openings > 0 && (
        <Suspense fallback={<p className="late p-4 text-ink-2">Loading the palette</p>}>
          <Palette key={openings} close={() => ref.current?.close()} openHelp={openHelp} />
        </Suspense>
      )}
    </dialog>
  );
}
