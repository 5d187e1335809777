'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import type { ReplaySummary } from '../../contracts/replay.ts';
import { ListSection } from '../list/list-section.tsx';
import { ListState } from '../list/list-state.tsx';
import { useHeldRows } from '../list/use-held-rows.ts';
import type { ReplayList as Read } from '../operations/replays.ts';
import { ReplayTable } from './replay-table.tsx';

const idOf = ({ replayId }: ReplaySummary) => replayId;

/** One of the page's two lists: what goes on, or what has ended. */
export function ReplayList({
  title,
  replays,
  view,
  empty,
  query: { data, error },
  ...table
}: {
  title: string;
  replays: readonly ReplaySummary[];
  /** With another view these are other rows, and nothing is held. */
  view: string;
  /** What stands here where there are none. */
  empty: ReactNode;
  query: UseQueryResult<Read>;
  openId: string | null;
  open(replayId: string): void;
  hrefOf(row: ReplaySummary): string;
}) {
  const list = useRef<HTMLDivElement>(null);
  const held = useHeldRows(replays, idOf, list, table.openId !== null, view);
  if (data === undefined) return null;
  const stale = error !== null;
  // A row that has left this list for the other is drawn as it is now, not as it was when it left.
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
