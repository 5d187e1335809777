'use client';

import { useRouter } from 'next/navigation';
import { type MouseEvent, memo } from 'react';
import type { ListColumn } from './columns.ts';
import styles from './data-table.module.css';
import { SelectBox } from './select-box.tsx';

/** Below this width there is no room for a list and a drawer, so an item opens as a page. */
const DRAWER_FROM = '(width >= 80rem)';

interface ListRowProps<Row> {
  id: string;
  index: number;
  href: string;
  open: ((id: string) => void) | undefined;
  current: boolean;
  left: boolean;
  selected: boolean | undefined;
  select(id: string, range: boolean): void;
  columns: readonly ListColumn<Row>[];
  row: Row;
}

/** A row. The link of its title covers the whole row; other buttons lie above the link. */
function Row<Of>({ id, index, href, open, current, left, selected, select, columns, row }: ListRowProps<Of>) {
  const router = useRouter();
  const onClick = (event: MouseEvent) => {
    // A new tab or window gets the page, as any link would.
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    if (event.shiftKey && selected !== undefined) {
      event.preventDefault();
      select(id, true);
    } else if (!event.shiftKey) {
      event.preventDefault();
      if (open && window.matchMedia(DRAWER_FROM).matches) open(id);
      else router.push(href);
    }
  };
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={current ? 'true' : undefined}
      data-selected={selected}
      data-left={left}
      title={left ? 'No longer in this list' : undefined}
    >
      {selected !== undefined && (
        <td className={styles.box} data-phone="box">
          <SelectBox id={id} selected={selected} select={select} />
        </td>
      )}
      {columns.map(({ id: column, cell, className = '', numeric = false, beside = false, phone }) => (
        <td key={column} className={className} data-numeric={numeric} data-beside={beside} data-phone={phone}>
          {phone === 'title' ? (
            <a href={href} data-row={id} onClick={onClick} className={styles.open}>
              {cell(row)}
            </a>
          ) : (
            cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

/**
 * Drawn again only when its own data changes: a list has a hundred rows, and is drawn whenever the pointer or focus
 * enters it.
 */
export const ListRow = memo(Row) as typeof Row;
