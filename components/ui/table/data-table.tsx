'use client';

import { type ColumnDef, type RowSelectionState, useTable } from '@tanstack/react-table';
import { useMemo, useRef } from 'react';
import { type ListColumn, type ListSort, listFeatures } from './columns.ts';
import styles from './data-table.module.css';
import { HeadCell } from './head-cell.tsx';
import { ListRow } from './list-row.tsx';
import { SelectAll } from './select-box.tsx';
import { useLatest } from './use-latest.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useVisibleRows } from './use-visible-rows.ts';

export interface DataTableProps<Row> {
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
  /** Ids selected; without it nothing can be selected. */
  selected?: ReadonlySet<string>;
  onSelect?(selected: ReadonlySet<string>): void;
  /** Letters that open something for the row in focus. Return true when the key was taken. */
  onDeadLetter?(deadLetter: string, row: Row): boolean;
}

/** Every list of the console: TanStack's model, and our markup, keys and widths. Long lists are virtual. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, idOf, stale = false, sort, onSort, selected, onSelect, left, openId } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const defs = useMemo<ColumnDef<typeof listFeatures, Row & object>[]>(
    () => columns.map(({ id, head }) => ({ id, header: () => head })),
    [columns],
  );
  const rowSelection = useMemo<RowSelectionState>(
    () => Object.fromEntries([...(selected ?? [])].map((id) => [id, true])),
    [selected],
  );
  const table = useTable({
    features: listFeatures,
    columns: defs,
    data: rows as readonly (Row & object)[] as (Row & object)[],
    getRowId: (row) => idOf(row),
    state: { rowSelection },
    onRowSelectionChange: (change) => {
      const next = typeof change === 'function' ? change(rowSelection) : change;
      onSelect?.(new Set(Object.keys(next).filter((id) => next[id])));
    },
    enableRowSelection: onSelect !== undefined,
  });
  const all = table.getRowModel().rows;
  const ids = useMemo(() => rows.map(idOf), [rows, idOf]);
  const visible = useVisibleRows(all.length, body);
  const open = useLatest(props.open);
  const keys = useRowKeys({ ids, selected, onSelect, visible, ...forDeadLetters(props) });

  return (
    <table
      aria-label={label}
      aria-rowcount={rows.length + 1}
      className={styles.table}
      data-stale={stale}
      onKeyDown={keys.onKeyDown}
    >
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {onSelect && (
              <th scope="col" className={styles.box}>
                <SelectAll ids={ids} selected={selected} onSelect={onSelect} />
              </th>
            )}
            {group.headers.map((header, index) => (
              <HeadCell
                key={header.id}
                column={columns[index] as ListColumn<Row>}
                sort={sort}
                onSort={onSort}
              >
                <table.FlexRender header={header} />
              </HeadCell>
            ))}
          </tr>
        ))}
      </thead>
      <tbody ref={body}>
        {visible.before > 0 && <Spacer height={visible.before} />}
        {all.slice(visible.from, visible.to).map((row, offset) => (
          <ListRow
            key={row.id}
            id={row.id}
            index={visible.from + offset}
            href={props.hrefOf(row.original)}
            open={open}
            current={row.id === openId}
            left={left?.has(row.id) ?? false}
            selected={onSelect ? row.getIsSelected() : undefined}
            select={keys.select}
            columns={columns}
            row={row.original as Row}
          />
        ))}
        {visible.after > 0 && <Spacer height={visible.after} />}
      </tbody>
    </table>
  );
}

/** The letters' receiver by id, as the keys know rows by their ids only. */
function forDeadLetters<Row>({ rows, idOf, onDeadLetter }: DataTableProps<Row>) {
  if (!onDeadLetter) return {};
  return {
    onDeadLetter: (deadLetter: string, id: string) => {
      const row = rows.find((each) => idOf(each) === id);
      return row !== undefined && onDeadLetter(deadLetter, row);
    },
  };
}

/** Stands for rows that are not drawn. Its style is set by script, which the content security policy allows. */
const Spacer = ({ height }: { height: number }) => (
  <tr data-spacer>
    <td className={styles.spacer} style={{ height }} />
  </tr>
);
