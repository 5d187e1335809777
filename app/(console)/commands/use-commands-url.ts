'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo, useRef } from 'react';
import { isUuid } from '../../../contracts/command-id.ts';
import { type CommandsView, commandHref, commandsHref, readCommandsView, readFrom } from './search-params.ts';

export interface CommandsUrl {
  view: CommandsView;
  /** The command open in the drawer; null when none is. */
  openId: string | null;
  /** The list's own address, drawer or not. */
  listHref: string;
  setView(view: CommandsView): void;
  /** Opens the drawer; beside another list where a view is given. */
  open(commandId: string, view?: CommandsView): void;
  close(): void;
}

/**
 * The list owns two addresses: `/commands?…`, and `/commands/{id}?from=…` while its drawer is open. The second is
 * the address of the command's page, so a reload or a shared link gives the page. Next's router follows the
 * browser's own history here, without asking the server for what is already on screen.
 */
export function useCommandsUrl(): CommandsUrl {
  const pathname = usePathname();
  const search = useSearchParams();
  const pushed = useRef(false);

  return useMemo(() => {
    const last = pathname.slice('/commands/'.length);
    const openId = pathname.startsWith('/commands/') && isUuid(last) ? last : null;
    const listHref = openId === null ? commandsHref(readCommandsView(search)) : readFrom(search.get('from'));
    const view = readCommandsView(new URLSearchParams(listHref.split('?')[1] ?? ''));

    const setView = (next: CommandsView) => {
      const href = commandsHref(next);
      window.history.replaceState(null, '', openId === null ? href : commandHref(openId, href));
    };
    const open = (commandId: string, next?: CommandsView) => {
      const list = next === undefined ? listHref : commandsHref(next);
      const href = commandHref(commandId, list);
      if (openId === null) {
        // The way back leads to the list that is seen beside the drawer.
        if (list !== listHref) window.history.replaceState(null, '', list);
        pushed.current = true;
        window.history.pushState(null, '', href);
      } else {
        window.history.replaceState(null, '', href);
      }
    };
    const close = () => {
      if (pushed.current) window.history.back();
      else window.history.replaceState(null, '', listHref);
      pushed.current = false;
    };
    return { view, openId, listHref, setView, open, close };
  }, [pathname, search]);
}
