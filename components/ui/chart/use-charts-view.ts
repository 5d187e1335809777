'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { type ChartsView, readChartsView, withChartsView } from '../search-params/charts.ts';
import type { RangeName, TimeRange } from './time-range.ts';

/**
 * The view of the charts, and a function that changes it. Only the address changes; nothing is requested from the
 * server. `fitted` is the range where none is chosen.
 */
export function useChartsView(
  fitted: RangeName,
): ChartsView & { range: TimeRange; setView(change: Partial<ChartsView>): void } {
  const pathname = usePathname();
  const search = useSearchParams();
  const text = search.toString();
  return useMemo(() => {
    const now = new URLSearchParams(text);
    const view = readChartsView(now);
    return {
      ...view,
      range: view.range ?? { kind: 'last', name: fitted },
      setView: (change) =>
        window.history.replaceState(null, '', pathname + withChartsView(now, { ...view, ...change })),
    };
  }, [pathname, text, fitted]);
}
