'use client';

import { ArrowUpRight, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useConsoleFacts } from '../environment/console-facts.ts';
import { useRecentPlace } from '../links/recent-places.ts';

/** One item beside its list. Its address is that of the item's page, so a reload gives the page. */
export function Drawer({
  name,
  noun,
  href,
  close,
  children,
}: {
  /** The item, such as `Command 0192f7c1…9a3f04`: the name of the dialog and of the tab. */
  name: string;
  /** The kind of item for the close button, such as `command`. */
  noun: string;
  href: string;
  close(): void;
  children: ReactNode;
}) {
  const drawer = useRef<HTMLDivElement>(null);
  const { environmentName } = useConsoleFacts();
  useRecentPlace(name, href);

  // Depends on the address, not the name: the name may become known later, and must not move the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs again for another item.
  useEffect(() => drawer.current?.focus({ preventScroll: true }), [href]);

  useEffect(() => {
    const before = document.title;
    document.title = `${name} · ${environmentName} · Waybill`;
    return () => {
      document.title = before;
    };
  }, [name, environmentName]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]') === null) close();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [close]);

  return (
    <div
      ref={drawer}
      role="dialog"
      aria-label={name}
      tabIndex={-1}
      data-drawer
      className="fixed inset-y-0 top-12 right-0 z-10 w-[41rem] max-w-full animate-[slide-in_160ms_ease-out] overflow-y-auto border-line border-l bg-surface px-4 pb-12 shadow-float outline-none phone:px-6"
    >
      <div className="flex h-12 items-center justify-between">
        <a href={href} className="inline-flex items-center gap-1">
          Open as a page
          <ArrowUpRight size={16} strokeWidth={1.5} aria-hidden="true" />
        </a>
        <button type="button" className="icon-button -mr-2" aria-label={`Close the ${noun}`} onClick={close}>
          <X size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </div>
      {children}
    </div>
  );
}
