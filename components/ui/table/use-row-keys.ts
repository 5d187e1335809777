'use client';

import { type KeyboardEvent, useCallback, useRef } from 'react';
import { usePreferences } from '../preferences/use-preferences.tsx';
import type { VisibleRows } from './use-visible-rows.ts';

interface RowKeys {
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  /** Selects a row or takes it out; with `range`, all between it and the one selected last. */
  select(id: string, range: boolean): void;
}

/** `j` `k` move, arrows too; `x` selects, `c` copies the link; other letters go to the page. Enter is the link's own. */
export function useRowKeys({
  ids,
  selected,
  onSelect,
  visible,
  onKey,
}: {
  ids: readonly string[];
  selected: ReadonlySet<string> | undefined;
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
  visible: VisibleRows;
  onKey?: (key: string, id: string) => boolean;
}): RowKeys {
  const { shortcuts } = usePreferences();
  const anchor = useRef<string | null>(null);
  const latest = useRef({ ids, selected, onSelect });
  latest.current = { ids, selected, onSelect };

  // Stable, so that a row is drawn again only when something of it changes.
  const select = useCallback((id: string, range: boolean) => {
    const now = latest.current;
    const next = new Set(now.selected);
    const from = range && anchor.current !== null ? now.ids.indexOf(anchor.current) : -1;
    if (from >= 0) {
      const to = now.ids.indexOf(id);
      for (const each of now.ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
    } else if (!next.delete(id)) {
      next.add(id);
    }
    anchor.current = id;
    now.onSelect?.(next);
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    const table = event.currentTarget;
    const id = (document.activeElement as HTMLElement | null)?.dataset.row;
    const at = id === undefined ? -1 : ids.indexOf(id);
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined && (event.key.length > 1 || shortcuts)) {
      const to = Math.max(0, Math.min(at + step, ids.length - 1));
      if (at < 0 && event.key.length > 1) return;
      event.preventDefault();
      focusRow(table, ids[to], () => visible.reveal(to));
    } else if (shortcuts && id !== undefined && event.key.length === 1) {
      if (pressed(event, id, table)) event.preventDefault();
    }
  };

  const pressed = (event: KeyboardEvent, id: string, table: HTMLElement): boolean => {
    if (event.key === 'x' && onSelect) {
      select(id, false);
      return true;
    }
    if (event.key === 'c') {
      const href = table.querySelector(`[data-row="${CSS.escape(id)}"]`)?.getAttribute('href');
      // Where it was opened from is nobody else's.
      if (href) void navigator.clipboard?.writeText(new URL(href, location.href).href.split('?')[0] ?? '');
      return true;
    }
    return onKey?.(event.key, id) ?? false;
  };

  return { onKeyDown, select };
}

/** The row may have to be drawn first. */
function focusRow(table: HTMLElement, id: string | undefined, reveal: () => void): void {
  if (id === undefined) return;
  const find = () => table.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
  const drawn = find();
  if (drawn) {
    drawn.focus();
    return;
  }
  reveal();
  requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
}
