'use client';

import { useMemo } from 'react';
import type { AlertSummary } from '../../../contracts/alerts.ts';
import { whyNow } from '../../api/models/why-now.ts';
import { minuteOf } from '../../ui/format/minute-of.ts';
import { alertStatus } from '../../ui/status/alert-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import type { ListColumn } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TimeHead } from '../../ui/table/time-head.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';

const idOf = ({ id }: AlertSummary): string => id;

interface AlertTableProps {
  label: string;
  rows: readonly AlertSummary[];
  /** When the list was read: decides which times show their day. */
  now: string;
  stale: boolean;
  left?: ReadonlySet<string>;
  openId: string | null;
  open(id: string): void;
  hrefOf(id: string): string;
}

export function AlertTable({ now, hrefOf, ...rest }: AlertTableProps) {
  const minute = minuteOf(now);
  const columns = useMemo(() => columnsAt(minute), [minute]);
  return <DataTable columns={columns} idOf={idOf} hrefOf={({ id }) => hrefOf(id)} {...rest} />;
}

const columnsAt = (now: string): ListColumn<AlertSummary>[] => [
  {
    id: 'state',
    head: 'State',
    className: 'w-34',
    phone: 'count',
    beside: true,
    cell: (alert) => <StatusWord status={alertStatus(alert)} />,
  },
  {
    id: 'title',
    head: 'Alert',
    className: 'w-56 @max-[47.5rem]/list:w-auto',
    phone: 'title',
    beside: true,
    cell: ({ title, subject }) => (
      <>
        {title} · <Inert text={subject.name} />
      </>
    ),
  },
  {
    id: 'why',
    head: 'Problem',
    phone: 'below',
    cell: (alert) => (
      <span className="text-ink-2" title={alert.why}>
        <Inert text={whyNow(alert)} />
      </span>
    ),
  },
  {
    id: 'since',
    head: <TimeHead>Since</TimeHead>,
    className: 'w-40 @max-[35rem]/list:w-28',
    phone: 'time',
    beside: true,
    cell: ({ since }) => <Instant iso={since} now={now} />,
  },
  {
    id: 'who',
    head: 'Owner',
    className: 'w-32 @max-[47.5rem]/list:hidden',
    phone: 'hidden',
    cell: ({ acknowledged, lastAcknowledged, state }) => {
      if (acknowledged) return <Inert text={acknowledged.by} />;
      if (state === 'firing') return 'no owner';
      return lastAcknowledged ? <Inert text={`last: ${lastAcknowledged.by}`} /> : '—';
    },
  },
];
