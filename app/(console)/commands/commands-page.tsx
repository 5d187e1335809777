'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Banner } from '../../../components/banner.tsx';
import { CommandDrawer } from '../../../components/commands/command-drawer.tsx';
import { FoundCommands } from '../../../components/commands/found-commands.tsx';
import { PasteBox } from '../../../components/commands/paste-box.tsx';
import { RecentCommands } from '../../../components/commands/recent-commands.tsx';
import { Frame } from '../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { livenessOf } from '../../../components/operations/liveness-of.ts';
import { readFromBrowser } from '../../../components/operations/read-from-browser.ts';
import { recentCommands } from '../../../components/operations/recent-commands.ts';
import { type CommandsView, commandHref } from './search-params.ts';
import { useCommandsUrl } from './use-commands-url.ts';

/** Below this width there is no room for a list and a drawer: the command opens as a page. */
const DRAWER_FROM = '(width >= 80rem)';

export function CommandsPage() {
  const url = useCommandsUrl();
  const router = useRouter();
  const recent = useQuery(recentCommands(readFromBrowser));
  useReportLiveness(livenessOf(recent, LIST_POLL_MS));

  const open = (commandId: string, view?: CommandsView) => {
    if (window.matchMedia(DRAWER_FROM).matches) url.open(commandId, view);
    else router.push(commandHref(commandId, url.listHref));
  };
  const take = (ids: string[]) => {
    if (ids.length === 1) open(ids[0] as string, { ids: [] });
    else url.setView({ ids });
  };
  const hrefOf = (commandId: string) => commandHref(commandId, url.listHref);
  useReturnFocus(url.openId);

  return (
    <Frame title="Commands">
      <div className={url.openId === null ? '' : 'beside-drawer'}>
        <Banner error={recent.error} since={recent.data?.readAt ?? null} />
        <PasteBox initial={url.view.ids} take={take} />
        {url.view.ids.length > 0 && (
          <FoundCommands ids={url.view.ids} openId={url.openId} open={open} hrefOf={hrefOf} />
        )}
        <RecentCommands query={recent} openId={url.openId} open={open} hrefOf={hrefOf} />
      </div>
      {url.openId !== null && (
        <CommandDrawer key={url.openId} commandId={url.openId} href={hrefOf(url.openId)} close={url.close} />
      )}
    </Frame>
  );
}

/** Closing the drawer gives the focus back to the row it was opened from. */
function useReturnFocus(openId: string | null): void {
  const last = useRef<string | null>(null);
  const before = useRef<Element | null>(null);
  if (openId !== null && last.current === null && typeof document !== 'undefined') {
    before.current ??= document.activeElement;
  }
  useEffect(() => {
    if (openId === null && last.current !== null) {
      const row = document.querySelector(`[data-row="${last.current}"]`) ?? before.current;
      if (row instanceof HTMLElement) row.focus();
      before.current = null;
    }
    last.current = openId;
  }, [openId]);
}
