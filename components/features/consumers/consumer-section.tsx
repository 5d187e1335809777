'use client';

import { useMemo, useRef } from 'react';
import type { ListSort } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ListSection } from '../../ui/table/list-section.tsx';
import { ListState } from '../../ui/table/list-state.tsx';
import { useHeldRows } from '../../ui/table/use-held-rows.ts';
import { consumerColumns } from './consumer-columns.tsx';
import type { ConsumerRow } from './consumer-rows.ts';

const idOf = ({ id }: ConsumerRow) => id;

/** Consumers of one kind. While somebody reads the list, numbers change in place and the order stays. */
export function ConsumerSection({
  title,
  rows: latest,
  view,
  staleSince,
  openId,
  open,
  hrefOf,
  fold,
  sort,
  onSort,
}: {
  title: string;
  rows: readonly ConsumerRow[];
  /** The name of what is shown. When it changes, held rows are released. */
  view: string;
  staleSince: string | null;
  openId: string | null;
  open(id: string): void;
  hrefOf(row: ConsumerRow): string;
  /** Shows or hides the partitions of a projection. */
  fold(projection: string): void;
  sort: ListSort | null;
  onSort(by: string): void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const latestFold = useRef(fold);
  latestFold.current = fold;
  const columns = useMemo(() => consumerColumns((name) => latestFold.current(name)), []);
  const { rows, waiting, left, show } = useHeldRows(latest, idOf, list, openId !== null, view);
  return (
    <ListSection
      title={title}
      ref={list}
      aside={<ListState staleSince={staleSince} waiting={waiting} show={show} />}
    >
      <DataTable
        label={title}
        columns={columns}
        rows={rows}
        idOf={idOf}
        hrefOf={hrefOf}
        open={open}
        openId={openId}
        left={left}
        stale={staleSince !== null}
        onKey={(key, { folds }) => {
          if (key !== 'p' || folds === null) return false;
          fold(folds.projection);
          return true;
        }}
        {...(sort ? { sort } : {})}
        onSort={onSort}
      />
    </ListSection>
  );
}
