'use client';

import { useMemo, useRef } from 'react';
import { styleByScript } from '../style/style-by-script.ts';
import type { ListColumn, ListSort } from './columns.ts';
import styles from './data-table.module.css';
import { HeadCell } from './head-cell.tsx';
import { ListRow } from './list-row.tsx';
import { SelectAll } from './select-box.tsx';
import { useLatest } from './use-latest.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useVisibleRows } from './use-visible-rows.ts';

interface DataTableProps<Row> {
  label: string;
  columns: readonly ListColumn<Row>[];
  rows: readonly Row[];
  idOf(row: Row): string;
  /** The address of a row's page; a click opens the drawer where `open` is given and there is room for one. */
  hrefOf(row: Row): string;
  open?(id: string): void;
  openId?: string | null;
  /** Rows that have left the list and are still shown. */
  left?: ReadonlySet<string>;
  stale?: boolean;
  sort?: ListSort;
  onSort?(by: string): void;
  /** The selected ids; if absent, rows can't be selected. */
  selected?: ReadonlySet<string>;
  onSelect?(selected: ReadonlySet<string>): void;
  /** Letters that open something for the row in focus. Return true when the key was taken. */
  onKey?(key: string, row: Row): boolean;
}

/** Every list of the console: one markup, one set of keys, one way to select. Of a long list only the visible rows are drawn. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, idOf, stale = false, sort, onSort, selected, onSelect, left, openId } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const ids = useMemo(() => rows.map(idOf), [rows, idOf]);
  const visible = useVisibleRows(rows.length, body);
  const open = useLatest(props.open);
  const table = useRef<HTMLTableElement>(null);
  const keys = useRowKeys({ table, ids, selected, onSelect, visible, ...onKeyById(props) });

  return (
    <table
      ref={table}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      className={styles.table}
      data-stale={stale}
      data-row-keys
      onFocus={({ target }) => keys.onFocus(target)}
    >
      <thead>
        <tr>
          {onSelect && (
            <th scope="col" className={styles.box}>
              <SelectAll ids={ids} selected={selected} onSelect={onSelect} />
            </th>
          )}
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {visible.before > 0 && <Spacer height={visible.before} />}
        {rows.slice(visible.from, visible.to).map((row, offset) => {
          const id = idOf(row);
          return (
            <ListRow
              key={id}
              id={id}
              index={visible.from + offset}
              href={props.hrefOf(row)}
              open={open}
              current={id === openId}
              left={left?.has(id) ?? false}
              selected={onSelect && (selected?.has(id) ?? false)}
              select={keys.select}
              columns={columns}
              row={row}
            />
          );
        })}
        {visible.after > 0 && <Spacer height={visible.after} />}
      </tbody>
    </table>
  );
}

/** The page's handler of keys, by id: the keys know rows by their ids only. */
function onKeyById<Row>({ rows, idOf, onKey }: DataTableProps<Row>) {
  if (!onKey) return {};
  return {
    onKey: (key: string, id: string) => {
      const row = rows.find((each) => idOf(each) === id);
      return row !== undefined && onKey(key, row);
    },
  };
}

/** Takes the space of rows that are not drawn. */
const Spacer = ({ height }: { height: number }) => (
  <tr data-spacer>
    <td className={styles.spacer} ref={styleByScript('height', `${height}px`)} />
  </tr>
);
