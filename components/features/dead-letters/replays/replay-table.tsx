'use client';

import { useMemo } from 'react';
import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { endedOf, jobTitle, provenOf } from '../../../api/models/progress-of.ts';
import { minuteOf } from '../../../ui/format/minute-of.ts';
import { replayStatus } from '../../../ui/status/replay-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import type { ListColumn } from '../../../ui/table/columns.ts';
import { DataTable } from '../../../ui/table/data-table.tsx';
import { TimeHead } from '../../../ui/table/time-head.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';

const idOf = ({ replayId }: ReplaySummary) => replayId;

export function ReplayTable({
  label,
  rows,
  now,
  ...rest
}: {
  label: string;
  rows: readonly ReplaySummary[];
  now: string;
  stale: boolean;
  left: ReadonlySet<string>;
  openId: string | null;
  open(replayId: string): void;
  hrefOf(row: ReplaySummary): string;
}) {
  const minute = minuteOf(now);
  const columns = useMemo(() => columnsAt(minute), [minute]);
  return <DataTable label={label} columns={columns} rows={rows} idOf={idOf} {...rest} />;
}

const columnsAt = (now: string): ListColumn<ReplaySummary>[] => [
  {
    id: 'state',
    head: 'State',
    className: 'w-36 @max-[35rem]/list:w-31',
    phone: 'count',
    beside: true,
    cell: (job) => <StatusWord status={replayStatus(job)} />,
  },
  {
    id: 'title',
    head: 'Replay',
    phone: 'title',
    beside: true,
    cell: (job) => <Inert text={jobTitle(job)} />,
  },
  {
    id: 'ended',
    head: 'Ended',
    className: 'w-32',
    phone: 'below',
    numeric: true,
    cell: ({ outcomes, count }) => `${formatCount(endedOf(outcomes))}/${formatCount(count)}`,
  },
  {
    id: 'proven',
    head: 'Proven',
    className: 'w-22',
    phone: 'hidden',
    numeric: true,
    cell: ({ outcomes }) => formatCount(provenOf(outcomes)),
  },
  {
    id: 'failed',
    head: 'Failed',
    className: 'w-22',
    phone: 'hidden',
    numeric: true,
    cell: ({ outcomes }) => formatCount(outcomes.failedAgain),
  },
  {
    id: 'by',
    head: 'By',
    className: 'w-28 @max-[47.5rem]/list:hidden',
    phone: 'hidden',
    cell: ({ createdBy }) => <Inert text={createdBy} />,
  },
  {
    id: 'began',
    head: <TimeHead>Began</TimeHead>,
    className: 'w-40 @max-[35rem]/list:w-28',
    phone: 'time',
    beside: true,
    cell: ({ createdAt }) => <Instant iso={createdAt} now={now} />,
  },
];
