'use client';

import { useMemo } from 'react';
import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { channelName } from '../../../ui/format/channel-name.ts';
import { minuteOf } from '../../../ui/format/minute-of.ts';
import { deadLetterStatus } from '../../../ui/status/dead-letter-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import type { ListColumn } from '../../../ui/table/columns.ts';
import { DataTable } from '../../../ui/table/data-table.tsx';
import { TimeHead } from '../../../ui/table/time-head.tsx';
import { Apart } from '../../../ui/text/apart.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { type ApartText, errorOf, tellApart } from '../../../ui/text/tell-apart.ts';

export const idOfDeadLetter = ({ id }: DeadLetterSummary): string => id;

/** Dead letters, one per row. */
export function DeadLetterTable(props: {
  label: string;
  rows: readonly DeadLetterSummary[];
  now: string;
  ofGroup: boolean;
  stale: boolean;
  left: ReadonlySet<string>;
  openId: string | null;
  open(id: string): void;
  hrefOf(id: string): string;
  sort: 'newest' | 'oldest';
  onSort(): void;
  /** Absent where nothing may be done with a selection. */
  selected?: ReadonlySet<string>;
  onSelect?(selected: ReadonlySet<string>): void;
  onKey(key: string, row: DeadLetterSummary): boolean;
}) {
  const { now, hrefOf, sort, onSort, ofGroup, ...rest } = props;
  const minute = minuteOf(now);
  const { rows } = props;
  const apart = useMemo(() => tellApart(rows.map(errorOf)), [rows]);
  const columns = useMemo(
    // All dead letters of a group have the same consumer.
    () => columnsAt(minute, apart).filter(({ id }) => !ofGroup || id !== 'consumer'),
    [minute, ofGroup, apart],
  );
  return (
    <DataTable
      {...rest}
      columns={columns}
      idOf={idOfDeadLetter}
      hrefOf={({ id }) => hrefOf(id)}
      sort={{ by: 'failed', descending: sort === 'newest' }}
      onSort={onSort}
    />
  );
}

const columnsAt = (now: string, apart: (text: string) => ApartText): ListColumn<DeadLetterSummary>[] => [
  {
    id: 'state',
    head: 'State',
    className: 'w-26',
    phone: 'mark',
    beside: true,
    cell: ({ state }) => <StatusWord status={deadLetterStatus[state]} />,
  },
  {
    id: 'error',
    head: 'Error',
    phone: 'title',
    beside: true,
    cell: (deadLetter) => <Apart text={apart(errorOf(deadLetter))} />,
  },
  {
    id: 'consumer',
    head: 'Consumer',
    className: 'w-24',
    phone: 'hidden',
    cell: ({ consumer }) => <Inert text={consumer} />,
  },
  {
    id: 'subject',
    head: 'Channel, caller',
    className: 'w-44 @max-[50rem]/list:hidden',
    phone: 'below',
    cell: ({ subject, actor, consumer }) => (
      <span className="text-ink-2">
        <span className="phone:hidden">{consumer} · </span>
        <Inert text={subject === null ? '—' : channelName(subject)} /> · <Inert text={actor ?? '—'} />
      </span>
    ),
  },
  {
    id: 'assignee',
    head: 'Owner',
    className: 'w-22 @max-[50rem]/list:hidden',
    phone: 'hidden',
    cell: ({ assignee }) => (assignee === null ? '—' : <Inert text={assignee} />),
  },
  {
    id: 'failures',
    head: 'Failed',
    className: 'w-20',
    numeric: true,
    phone: 'count',
    cell: ({ failures }) => `${formatCount(failures)}×`,
  },
  {
    id: 'failed',
    head: <TimeHead>Last</TimeHead>,
    className: 'w-34 @max-[35rem]/list:w-28',
    phone: 'time',
    beside: true,
    sortBy: 'failed',
    cell: ({ failedAt }) => <Instant iso={failedAt} now={now} />,
  },
];
