'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CommandSummary } from '../../contracts/slip.ts';
import { type HeldRows, holdRows } from './hold-rows.ts';

/** Rows that stand still while the list is hovered, focused, scrolled, or beside an open drawer. */
export function useHeldRows(
  latest: readonly CommandSummary[],
  list: RefObject<HTMLElement | null>,
  beside: boolean,
): HeldRows & { show(): void } {
  const [shown, setShown] = useState(latest);
  const [read, setRead] = useState(false);
  const inside = useRef({ hovered: false, focused: false, scrolled: false });

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const tell = (change: Partial<typeof inside.current>) => {
      Object.assign(inside.current, change);
      const { hovered, focused, scrolled } = inside.current;
      setRead(hovered || focused || scrolled);
    };
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerenter', () => tell({ hovered: true }), { signal });
    element.addEventListener('pointerleave', () => tell({ hovered: false }), { signal });
    element.addEventListener('focusin', () => tell({ focused: true }), { signal });
    element.addEventListener('focusout', () => tell({ focused: false }), { signal });
    window.addEventListener('scroll', () => tell({ scrolled: window.scrollY > 0 }), {
      signal,
      passive: true,
    });
    return () => stop.abort();
  }, [list]);

  const held = shown.length > 0 && (read || beside);
  useEffect(() => {
    if (!held) setShown(latest);
  }, [held, latest]);

  const now = held ? holdRows(shown, latest) : { rows: [...latest], waiting: 0 };
  return { ...now, show: () => setShown(latest) };
}
