'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TraceSummary } from '../../../contracts/traces.ts';
import { HeldList } from '../../api/failures/held-list.tsx';
import type { FoundTraces } from '../../api/search-traces.ts';
import { IndexState } from '../../ui/notices/index-state.tsx';
import { TraceTable } from './trace-table.tsx';

const idOf = ({ commandId }: TraceSummary) => commandId;

/** One titled list of commands that a search found. */
export function TraceList({
  title,
  from,
  empty,
  sort,
  onSort,
  children,
  ...list
}: {
  title: string;
  query: UseQueryResult<FoundTraces>;
  from: string;
  /** When this text changes, the list shows other rows. */
  view: string;
  empty: ReactNode;
  lines: number;
  sort?: 'newest' | 'oldest' | 'slowest';
  onSort?(sort: 'newest' | 'oldest' | 'slowest'): void;
  children?: ReactNode;
}) {
  return (
    <HeldList
      title={title}
      failure="The ledger cannot be searched"
      readAtOf={({ readAt }) => readAt}
      rowsOf={({ commands }) => commands}
      idOf={idOf}
      {...list}
    >
      {({ data, rows, left, stale }) => (
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
    </HeldList>
  );
}
