'use client';

import { useEffect, useRef } from 'react';
import styles from './data-table.module.css';

/** Selects one row; with shift, all rows from the one selected last. */
export function SelectBox({
  id,
  selected,
  select,
}: {
  id: string;
  selected: boolean;
  select(id: string, range: boolean): void;
}) {
  return (
    <label className={styles.boxLabel}>
      <input
        type="checkbox"
        className="size-4 accent-ink"
        aria-label={`Select ${id}`}
        checked={selected}
        onChange={(event) => select(id, (event.nativeEvent as MouseEvent).shiftKey === true)}
      />
    </label>
  );
}

/** Selects all rows that are here, or none. */
export function SelectAll({
  ids,
  selected,
  onSelect,
}: {
  ids: readonly string[];
  selected: ReadonlySet<string> | undefined;
  onSelect(selected: ReadonlySet<string>): void;
}) {
  const box = useRef<HTMLInputElement>(null);
  const count = ids.filter((id) => selected?.has(id)).length;
  const whole = count > 0 && count === ids.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && !whole;
  }, [count, whole]);
  return (
    <label className={styles.boxLabel}>
      <input
        ref={box}
        type="checkbox"
        className="size-4 accent-ink"
        aria-label={whole ? 'Clear selection' : 'Select all rows of this page'}
        checked={whole}
        onChange={() => onSelect(new Set(whole ? [] : ids))}
      />
    </label>
  );
}
