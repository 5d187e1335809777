'use client';

import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { isTyping } from '../keys/is-typing.ts';
import { usePreferences } from '../preferences/use-preferences.tsx';
import type { VisibleRows } from './use-visible-rows.ts';

interface RowKeys {
  /** Called with the element that gets the focus in the table. */
  onFocus(target: Element): void;
  /** Selects or deselects a row; with `range`, also all rows between it and the one selected last. */
  select(id: string, range: boolean): void;
}

/**
 * `j` `k` move from the row that was focused or selected last, arrows from the one in focus; `x` selects, `c` copies the link;
 * other letters go to the page. Enter is the link's own. `j` and `k` need no focus in the table: the first one of the page
 * takes them then.
 */
export function useRowKeys({
  table: tableRef,
  ids,
  selected,
  onSelect,
  visible,
  onKey,
}: {
  table: RefObject<HTMLTableElement | null>;
  ids: readonly string[];
  selected: ReadonlySet<string> | undefined;
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
  visible: VisibleRows;
  onKey?: (key: string, id: string) => boolean;
}): RowKeys {
  const { shortcuts } = usePreferences();
  const anchor = useRef<string | null>(null);
  /** The row that was focused or selected last. */
  const current = useRef<string | undefined>(undefined);
  const latest = useRef({ ids, selected, onSelect });
  latest.current = { ids, selected, onSelect };

  // Stable, so that a row is drawn again only when its own data changes.
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
    current.current = id;
    now.onSelect?.(next);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const table = tableRef.current;
    if (!table || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
    const focused = document.activeElement;
    if (table !== (focused?.closest(TABLE) ?? document.querySelector(TABLE))) return;
    const inRow = focused && table.contains(focused) ? rowOf(focused) : undefined;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined && event.key.length === 1 && shortcuts) {
      event.preventDefault();
      const at = ids.indexOf(current.current ?? '');
      moveTo(table, at < 0 ? 0 : at + step);
    } else if (step !== undefined && event.key.length > 1 && inRow !== undefined) {
      event.preventDefault();
      moveTo(table, ids.indexOf(inRow) + step);
    } else if (shortcuts && inRow !== undefined && event.key.length === 1) {
      if (pressed(event, inRow, table)) event.preventDefault();
    }
  };

  const moveTo = (table: HTMLElement, at: number) => {
    const to = Math.max(0, Math.min(at, ids.length - 1));
    focusRow(table, ids[to], () => visible.reveal(to));
  };

  const pressed = (event: KeyboardEvent, id: string, table: HTMLElement): boolean => {
    if (event.key === 'x' && onSelect) {
      select(id, false);
      return true;
    }
    if (event.key === 'c') {
      const href = table.querySelector(`[data-row="${CSS.escape(id)}"]`)?.getAttribute('href');
      // Leaves out `from`: the list it was opened from is of no use to others.
      if (href) void navigator.clipboard?.writeText(new URL(href, location.href).href.split('?')[0] ?? '');
      return true;
    }
    return onKey?.(event.key, id) ?? false;
  };

  const listener = useRef(onKeyDown);
  listener.current = onKeyDown;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => listener.current(event);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const onFocus = useCallback((target: Element) => {
    current.current = rowOf(target) ?? current.current;
  }, []);

  return { onFocus, select };
}

const TABLE = 'table[data-row-keys]';

/** The id of the row that contains an element. */
const rowOf = (element: Element): string | undefined =>
  element.closest('tr')?.querySelector<HTMLElement>('[data-row]')?.dataset.row;

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
