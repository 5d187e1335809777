'use client';

import { type ReactNode, useRef } from 'react';
import { ListSection } from '../../ui/table/list-section.tsx';
import { ListState } from '../../ui/table/list-state.tsx';
import { useHeldRows } from '../../ui/table/use-held-rows.ts';
import { ListBody } from './list-body.tsx';
import type { NotReadProps, ReadQuery } from './not-read.tsx';

interface HeldListProps<Data, Row> extends Omit<NotReadProps, 'query'> {
  title: string;
  query: ReadQuery & { data: Data | undefined };
  /** When the data was read, ISO 8601. */
  readAtOf(data: Data): string;
  rowsOf(data: Data): readonly Row[];
  idOf(row: NoInfer<Row>): string;
  /** Whether something open beside the list holds its rows, such as a drawer. */
  beside?: boolean;
  /** What the list shows: with other filters, or another page, nothing is held. */
  view?: string;
  children(shown: { data: Data; rows: readonly Row[]; left: ReadonlySet<string>; stale: boolean }): ReactNode;
}

const none: readonly never[] = [];

/** A titled list of what a query read. While somebody reads the list, its rows stay in place and new ones wait. */
export function HeldList<Data, Row>(props: HeldListProps<Data, Row>) {
  const { title, readAtOf, rowsOf, idOf, beside = false, view = '', children, ...read } = props;
  const { data, error } = read.query;
  const list = useRef<HTMLDivElement>(null);
  const latest = data === undefined ? none : rowsOf(data);
  const { rows, waiting, left, show } = useHeldRows(latest, idOf, list, beside, view);
  const stale = data !== undefined && error !== null;
  return (
    <ListSection
      title={title}
      ref={list}
      aside={<ListState staleSince={stale ? readAtOf(data) : null} waiting={waiting} show={show} />}
    >
      <ListBody {...read}>{(data) => children({ data, rows, left, stale })}</ListBody>
    </ListSection>
  );
}
