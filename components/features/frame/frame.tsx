'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useRef } from 'react';
import { useShortcuts } from '../../ui/keys/use-shortcuts.ts';
import { useRecentPlace } from '../../ui/links/recent-places.ts';
import { HelpDialog } from './help-dialog.tsx';
import { Nav } from './nav.tsx';
import { PaletteDialog } from './palette/palette-dialog.tsx';
import { TopBar } from './top-bar.tsx';
import type { Tray } from './tray.ts';
import { useFiringInTitle } from './use-firing-in-title.ts';

/** What is around every page: nav, top bar, palette, help. */
export function Frame({
  title,
  parent,
  tray,
  children,
}: {
  title: string;
  /** The page above this one, as a breadcrumb. */
  parent?: { title: string; href: string } | undefined;
  tray: Tray;
  children: ReactNode;
}) {
  const palette = useRef<HTMLDialogElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const openPalette = () => palette.current?.showModal();
  const openHelp = () => help.current?.showModal();
  useShortcuts({ openPalette, openHelp });
  useFiringInTitle();
  useRecentPlace(parent === undefined ? null : title, usePathname());

  return (
    <>
      <a
        href="#content"
        className="visually-hidden focus:not-sr-only! focus:fixed! focus:top-2 focus:left-2 focus:z-50 focus:bg-surface focus:px-3 focus:py-2 focus:[clip-path:none]"
      >
        Skip to content
      </a>
      <Nav Line={tray.Line} />
      <div className="phone:pl-12 full:pl-52">
        <TopBar title={title} parent={parent} tray={tray} openPalette={openPalette} openHelp={openHelp} />
        <main id="content" tabIndex={-1} className="px-4 pt-6 pb-12 outline-none phone:px-6">
          {children}
        </main>
      </div>
      <PaletteDialog ref={palette} openHelp={openHelp} />
      <HelpDialog ref={help} />
    </>
  );
}
