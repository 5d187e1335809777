'use client';

import { type RefObject, useEffect, useReducer, useRef, useState } from 'react';
import { type HeldRows, holdRows } from './hold-rows.ts';

const nothing: ReadonlySet<string> = new Set();

/**
 * Rows that stay in place while the list is hovered, focused or scrolled, or while `beside` says so: an open drawer, a
 * selection. When `view` changes (other filters, another page), no rows are held.
 */
export function useHeldRows<Row>(
  latest: readonly Row[],
  idOf: (row: Row) => string,
  list: RefObject<HTMLElement | null>,
  beside: boolean,
  view = '',
): HeldRows<Row> & { show(): void } {
  // A ref, not a state: with a list that is a new array at each render, every render would cause the next, forever.
  const kept = useRef({ rows: latest, view });
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const [read, setRead] = useState(false);
  const inside = useRef({ hovered: false, focused: false, scrolled: false });

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const report = (change: Partial<typeof inside.current>) => {
      Object.assign(inside.current, change);
      const { hovered, focused, scrolled } = inside.current;
      setRead(hovered || focused || scrolled);
    };
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerenter', () => report({ hovered: true }), { signal });
    element.addEventListener('pointerleave', () => report({ hovered: false }), { signal });
    element.addEventListener('focusin', () => report({ focused: true }), { signal });
    element.addEventListener('focusout', () => report({ focused: false }), { signal });
    window.addEventListener('scroll', () => report({ scrolled: window.scrollY > 0 }), {
      signal,
      passive: true,
    });
    return () => stop.abort();
  }, [list]);

  const held = kept.current.rows.length > 0 && kept.current.view === view && (read || beside);
  useEffect(() => {
    if (!held) kept.current = { rows: latest, view };
  }, [held, latest, view]);

  const now = held ? holdRows(kept.current.rows, latest, idOf) : { rows: latest, waiting: 0, left: nothing };
  return {
    ...now,
    show: () => {
      kept.current = { rows: latest, view };
      redraw();
    },
  };
}
