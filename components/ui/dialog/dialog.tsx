'use client';

import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { heldKeys } from './held-keys.ts';

/** The browser's own modal dialog, open while it is drawn. Afterwards the focus returns to where it was. */
export function Dialog({
  title,
  close,
  width = 'w-[520px]',
  children,
}: {
  title: string;
  /** Called when the user closes it by Escape, its button, or a press beside it. */
  close(): void;
  width?: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Runs before the effects of its content: a field can take the focus only once the dialog is open.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // The focus doesn't go to the first button, which closes the dialog: a space meant for a field would press it.
    element?.focus({ preventScroll: true });
    return () => {
      element?.close();
      heldKeys.closed(performance.now());
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is handled by onCancel.
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      tabIndex={-1}
      className={`m-auto max-h-[calc(100dvh-32px)] max-w-[calc(100vw-32px)] overflow-y-auto rounded-menu border border-line bg-surface p-0 shadow-float outline-none ${width}`}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      <div className="flex flex-col gap-4 p-5">
        {/* Whatever has the focus further down: what was asked for stays in sight. */}
        <div className="sticky top-0 z-2 -mx-5 -mt-5 flex items-start gap-3 bg-surface px-5 pt-5 pb-1">
          <h2 id={titleId} className="min-w-0 text-title font-semibold [overflow-wrap:anywhere]">
            {title}
          </h2>
          <button
            type="button"
            className="icon-button -mt-0.5 -mr-1 ml-auto"
            aria-label="Close"
            onClick={close}
          >
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
