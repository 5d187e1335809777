'use client';

import { ArrowUpRight, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { cutId } from '../format/cut-id.ts';
import { useConsoleFacts } from '../providers.tsx';
import { CommandView } from './command-view.tsx';
import { useCommandSlip } from './use-command-slip.ts';

/** A command beside its list. Its address is that of the command's page, so a reload gives the page. */
export function CommandDrawer({
  commandId,
  href,
  close,
}: {
  commandId: string;
  href: string;
  close(): void;
}) {
  const drawer = useRef<HTMLDivElement>(null);
  const { environmentName } = useConsoleFacts();
  const query = useCommandSlip(commandId);

  useEffect(() => {
    drawer.current?.focus({ preventScroll: true });
    const before = document.title;
    document.title = `Command ${cutId(commandId)} · ${environmentName} · Waybill`;
    return () => {
      document.title = before;
    };
  }, [commandId, environmentName]);

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
      aria-label={`Command ${cutId(commandId)}`}
      tabIndex={-1}
      className="fixed inset-y-0 top-12 right-0 z-10 w-[41rem] max-w-full animate-[slide-in_160ms_ease-out] overflow-y-auto border-line border-l bg-surface px-4 pb-12 shadow-float outline-none phone:px-6"
    >
      <div className="flex h-12 items-center justify-between">
        <a href={href} className="inline-flex items-center gap-1">
          Open as a page
          <ArrowUpRight size={16} strokeWidth={1.5} aria-hidden="true" />
        </a>
        <button type="button" className="icon-button -mr-2" aria-label="Close the command" onClick={close}>
          <X size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </div>
      <CommandView commandId={commandId} query={query} layout="drawer" />
    </div>
  );
}
