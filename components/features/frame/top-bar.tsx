'use client';

import { CircleHelp, Search } from 'lucide-react';
import { LivenessWord } from '../../api/live/liveness.tsx';
import { PageLink } from '../../ui/links/page-link.tsx';
import { CommandKey } from './command-key.tsx';
import { EnvironmentName } from './nav-content.tsx';
import { NavSheet } from './nav-sheet.tsx';
import type { Tray } from './tray.ts';
import { ZoneToggle } from './zone-toggle.tsx';

export function TopBar({
  title,
  parent,
  tray,
  openPalette,
  openHelp,
}: {
  title: string;
  parent: { title: string; href: string } | undefined;
  tray: Tray;
  openPalette(): void;
  openHelp(): void;
}) {
  return (
    <header className="sticky top-0 z-10 grid h-12 grid-cols-[1fr_auto] items-center gap-3 border-line border-b bg-bg px-4 phone:px-6 full:grid-cols-[1fr_minmax(0,22.5rem)_1fr]">
      <div className="flex min-w-0 items-center gap-2">
        <NavSheet tray={tray} openHelp={openHelp} />
        {parent && (
          <>
            <PageLink href={parent.href} className="text-ink-2 max-phone:hidden">
              {parent.title}
            </PageLink>
            <span aria-hidden="true" className="text-ink-3 max-phone:hidden">
              /
            </span>
          </>
        )}
        <div className="flex min-w-0 flex-col items-start">
          <h1 className="max-w-full truncate text-title font-semibold">{title}</h1>
          <span className="-mt-1 flex max-w-full full:hidden">
            <EnvironmentName />
          </span>
        </div>
      </div>
      <button
        type="button"
        onClick={openPalette}
        className="flex h-7 w-full items-center gap-2 rounded-control border border-line-strong bg-surface px-2 text-ink-2 hover:bg-hover max-full:hidden"
      >
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        Find by id, or go to
        <CommandKey />
      </button>
      <div className="flex items-center justify-end gap-1 phone:gap-2">
        <LivenessWord />
        <ZoneToggle className="px-2 text-ink-2 text-small max-phone:hidden" />
        <button
          type="button"
          className="icon-button full:hidden max-phone:-mr-2"
          aria-label="Find by id, or go to"
          onClick={openPalette}
        >
          <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button max-phone:hidden"
          aria-label="Help: keyboard"
          onClick={openHelp}
        >
          <CircleHelp size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </div>
    </header>
  );
}
