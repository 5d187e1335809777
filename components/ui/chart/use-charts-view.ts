'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { rangeKey, readRange, type TimeRange } from './time-range.ts';

/** What the charts of a page show, as its URL says it. */
export interface ChartsView {
  range: TimeRange;
  /** Whether counts have a logarithmic scale. */
  log: boolean;
}

const DEFAULT_RANGE = '1h';

function withView(search: URLSearchParams, { range, log }: ChartsView): string {
  const next = new URLSearchParams(search);
  const key = rangeKey(range);
  if (key === DEFAULT_RANGE) next.delete('range');
  else next.set('range', key);
  if (log) next.set('scale', 'log');
  else next.delete('scale');
  const text = next.toString();
  return text === '' ? '' : `?${text}`;
}

/** The charts' view, and a way to another one: the address alone changes, nothing is asked of the server. */
export function useChartsView(): ChartsView & { setView(change: Partial<ChartsView>): void } {
  const pathname = usePathname();
  const search = useSearchParams();
  const text = search.toString();
  return useMemo(() => {
    const now = new URLSearchParams(text);
    const view = { range: readRange(now.get('range')), log: now.get('scale') === 'log' };
    return {
      ...view,
      setView: (change) =>
        window.history.replaceState(null, '', pathname + withView(now, { ...view, ...change })),
    };
  }, [pathname, text]);
}
