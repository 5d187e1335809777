'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import type { TraceSummary } from '../../../contracts/traces.ts';
import { ListBody } from '../../api/failures/list-body.tsx';
import type { FoundTraces } from '../../api/search-traces.ts';
import { IndexState } from '../../ui/notices/index-state.tsx';
import { ListSection } from '../../ui/table/list-section.tsx';
import { ListState } from '../../ui/table/list-state.tsx';
import { useHeldRows } from '../../ui/table/use-held-rows.ts';
import { TraceTable } from './trace-table.tsx';

const none: TraceSummary[] = [];
const idOf = ({ commandId }: TraceSummary) => commandId;

/** One titled list of commands that a search found. */
export function TraceList({
  title,
  query,
  from,
  view,
  empty,
  skeletonRows,
  sort,
  onSort,
  children,
}: {
  title: string;
  query: UseQueryResult<FoundTraces>;
  from: string;
  /** Other rows, where this is another text. */
  view: string;
  empty: ReactNode;
  skeletonRows: number;
  sort?: 'newest' | 'oldest' | 'slowest';
  onSort?(sort: 'newest' | 'oldest' | 'slowest'): void;
  children?: ReactNode;
}) {
  const { data, error } = query;
  const list = useRef<HTMLDivElement>(null);
  const { rows, waiting, left, show } = useHeldRows(data?.commands ?? none, idOf, list, false, view);
  const stale = data !== undefined && error !== null;
  return (
    <ListSection
      title={title}
      ref={list}
      aside={<ListState staleSince={stale ? data.readAt : null} waiting={waiting} show={show} />}
    >
      <ListBody query={query} failure="The ledger cannot be searched" lines={skeletonRows}>
        {(data) => (
          <>
            <IndexState index={data.index} />
            {rows.length === 0 ? (
              empty
            ) : (
              <TraceTable
                label={title}
                rows={rows}
                now={data.readAt}
                from={from}
                stale={stale}
                left={left}
                {...(sort && onSort ? { sort, onSort } : {})}
              />
            )}
            {children}
          </>
        )}
      </ListBody>
    </ListSection>
  );
}
