'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react';

/** From this number of rows on, only visible rows are drawn. */
const VIRTUAL_ABOVE = 60;
/**
 * How many rows the first drawing has, also on the server: more than any window shows. The others follow at once,
 * without blocking keys.
 */
const FIRST = 40;
const ROW_REM = { compact: 2, comfortable: 2.5, phone: 3.5 };

export interface VisibleRows {
  from: number;
  to: number;
  /** The height of the rows before and after, px. */
  before: number;
  after: number;
  /** Scrolls a row into view, so that it is drawn. */
  reveal(index: number): void;
}

/** The rows of a list to draw: all of a short list; those in the window of a long one, once the window is known. */
export function useVisibleRows(count: number, body: RefObject<HTMLElement | null>): VisibleRows {
  const [place, setPlace] = useState({ top: 0, row: 32 });
  const [first, setFirst] = useState(true);
  useEffect(() => startTransition(() => setFirst(false)), []);
  const long = count > VIRTUAL_ABOVE;
  const isCut = count > FIRST;
  useLayoutEffect(() => {
    if (!isCut || !body.current) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const kind = window.matchMedia('(width < 40rem)').matches
      ? 'phone'
      : document.documentElement.dataset.density === 'comfortable'
        ? 'comfortable'
        : 'compact';
    setPlace({ top: body.current.getBoundingClientRect().top + window.scrollY, row: ROW_REM[kind] * rem });
  }, [isCut, body]);

  const virtualizer = useWindowVirtualizer({
    count: long ? count : 0,
    estimateSize: () => place.row,
    overscan: 12,
    scrollMargin: place.top,
    // A sticky head and the top bar cover the first lines.
    scrollPaddingStart: 96,
    scrollPaddingEnd: 64,
  });

  const reveal = (index: number) => long && virtualizer.scrollToIndex(index, { align: 'auto' });
  if (!long) {
    const to = first ? Math.min(count, FIRST) : count;
    return { from: 0, to, before: 0, after: (count - to) * place.row, reveal };
  }
  const items = virtualizer.getVirtualItems();
  const [top, bottom] = [items[0], items.at(-1)];
  // Before the window is measured, as on the server: the rows of the first screen.
  if (!top || !bottom) return { from: 0, to: FIRST, before: 0, after: (count - FIRST) * place.row, reveal };
  return {
    from: top.index,
    to: bottom.index + 1,
    before: top.start - place.top,
    after: Math.max(virtualizer.getTotalSize() - (bottom.end - place.top), 0),
    reveal,
  };
}
