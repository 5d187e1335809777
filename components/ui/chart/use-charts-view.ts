'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { type ChartsView, readChartsView, withChartsView } from '../search-params/charts.ts';

/** The charts' view, and a way to another one: the address alone changes, nothing is asked of the server. */
export function useChartsView(): ChartsView & { setView(change: Partial<ChartsView>): void } {
  const pathname = usePathname();
  const search = useSearchParams();
  const text = search.toString();
  return useMemo(() => {
    const view = readChartsView(new URLSearchParams(text));
    return {
      ...view,
      setView: (change) =>
        window.history.replaceState(null, '', withChartsView(`${pathname}?${text}`, { ...view, ...change })),
    };
  }, [pathname, text]);
}
