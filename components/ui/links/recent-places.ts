'use client';

import { useEffect } from 'react';
import { isNamedHref, keptList } from '../preferences/kept-list.ts';

const MOST = 8;

/** The items that were opened last in this browser, without lists. */
export const recentPlaces = keptList('recent', MOST, isNamedHref);

/** Remembers an opened item, without the list it was opened from. */
export function useRecentPlace(name: string | null, href: string): void {
  const bare = href.split('?')[0] ?? href;
  useEffect(() => {
    if (name !== null) recentPlaces.add({ name, href: bare }, (other) => other.href === bare);
  }, [name, bare]);
}
