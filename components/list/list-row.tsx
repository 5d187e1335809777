'use client';

import { useRouter } from 'next/navigation';
import { Children, type MouseEvent, type ReactNode } from 'react';
import type { ListColumn } from './columns.ts';
import styles from './data-table.module.css';
import { SelectBox } from './select-box.tsx';

/** Below this width there is no room for a list and a drawer: what is opened opens as a page. */
const DRAWER_FROM = '(width >= 80rem)';

/** A row. Its title is a link whose reach is the row; what can be pressed besides lies above it. */
export function ListRow({
  id,
  index,
  href,
  open,
  current,
  left,
  selected,
  select,
  columns,
  children,
}: {
  id: string;
  index: number;
  href: string;
  open: ((id: string) => void) | undefined;
  current: boolean;
  left: boolean;
  selected: boolean | undefined;
  select(id: string, range: boolean): void;
  columns: readonly ListColumn<unknown>[];
  children: ReactNode;
}) {
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
      {Children.map(children, (cell, at) => {
        const { className = '', numeric = false, beside = false, phone } = columns[at] as ListColumn<unknown>;
        return (
          <td className={className} data-numeric={numeric} data-beside={beside} data-phone={phone}>
            {phone === 'title' ? (
              <a href={href} data-row={id} onClick={onClick} className={styles.open}>
                {cell}
              </a>
            ) : (
              cell
            )}
          </td>
        );
      })}
    </tr>
  );
}
