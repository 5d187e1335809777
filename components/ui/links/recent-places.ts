'use client';

import { useEffect } from 'react';
import { isNamedHref, keptList } from '../preferences/kept-list.ts';

const MOST = 8;

/** What was looked at last in this browser: things, not lists. */
export const recentPlaces = keptList('recent', MOST, isNamedHref);

/** Remembers what is looked at; the way back to a list is no part of it. */
export function useRecentPlace(name: string | null, href: string): void {
  const bare = href.split('?')[0] ?? href;
  useEffect(() => {
    if (name !== null) recentPlaces.add({ name, href: bare }, (other) => other.href === bare);
  }, [name, bare]);
}
