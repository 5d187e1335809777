'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo, useRef } from 'react';
import type { ListAddresses } from '../search-params/list-addresses.ts';

export interface ListUrl<View> {
  view: View;
  /** The item open in the drawer; null when none is. */
  openId: string | null;
  /** The list's own address, with or without an open drawer. */
  listHref: string;
  /** Replaces the address; with `push`, the back button leads to the previous view. */
  setView(view: View, push?: boolean): void;
  /** Opens the drawer; with `view`, beside the list in that view. */
  open(id: string, view?: View): void;
  close(): void;
}

/**
 * A list owns two addresses: its own, and that of an item with `?from=` while the item's drawer is open. The second is the
 * address of the item's page, so a reload or a shared link gives the page. Next's router follows the browser's own
 * history here, without asking the server for what is already on screen.
 */
export function useListUrl<View>(addresses: ListAddresses<View>): ListUrl<View> {
  const pathname = usePathname();
  const search = useSearchParams();
  const pushed = useRef(false);

  return useMemo(() => {
    const { itemOf, listHref: hrefOf, readView, viewOf, backFrom, itemHref } = addresses;
    const openId = itemOf(pathname);
    const listHref =
      openId === null ? hrefOf(readView(new URLSearchParams(search))) : backFrom(search.get('from'));
    const view = viewOf(listHref);

    const setView = (next: View, push = false) => {
      const href = openId === null ? hrefOf(next) : itemHref(openId, hrefOf(next));
      if (push) window.history.pushState(null, '', href);
      else window.history.replaceState(null, '', href);
    };
    const open = (id: string, next?: View) => {
      const list = next === undefined ? listHref : hrefOf(next);
      const href = itemHref(id, list);
      if (openId === null) {
        // The back button leads to the list beside the drawer.
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
  }, [addresses, pathname, search]);
}
