'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode, RefObject } from 'react';
import type { ReplaySummary } from '../../../../contracts/replay.ts';
import type { ReplayList as Read } from '../../../api/replays.ts';
import type { HeldRows } from '../../../ui/table/hold-rows.ts';
import { ListSection } from '../../../ui/table/list-section.tsx';
import { ListState } from '../../../ui/table/list-state.tsx';
import { ReplayTable } from './replay-table.tsx';

/** One of the page's two lists: running, or ended. */
export function ReplayList({
  title,
  list,
  held,
  empty,
  data,
  error,
  ...table
}: {
  title: string;
  list: RefObject<HTMLDivElement | null>;
  held: HeldRows<ReplaySummary> & { show(): void };
  /** Shown if the list is empty. */
  empty: ReactNode;
  data: Read;
  error: UseQueryResult<Read>['error'];
  openId: string | null;
  open(replayId: string): void;
  hrefOf(row: ReplaySummary): string;
}) {
  const stale = error !== null;
  // A replay that has moved to the other list is drawn in its present state, not in its last state in this list.
  const now = new Map(data.replays.map((job) => [job.replayId, job]));
  const rows = held.rows.map((job) => now.get(job.replayId) ?? job);
  return (
    <ListSection
      title={title}
      ref={list}
      aside={<ListState staleSince={stale ? data.readAt : null} waiting={held.waiting} show={held.show} />}
    >
      {rows.length === 0 ? (
        empty
      ) : (
        <ReplayTable label={title} rows={rows} left={held.left} now={data.readAt} stale={stale} {...table} />
      )}
    </ListSection>
  );
}
