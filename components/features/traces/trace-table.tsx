'use client';

import { useMemo } from 'react';
import type { TraceSummary } from '../../../contracts/traces.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { commandTitle } from '../../ui/format/command-title.ts';
import { cutId } from '../../ui/format/cut-id.ts';
import { traceHref } from '../../ui/search-params/traces.ts';
import { commandStatus, outcomeOf } from '../../ui/status/command-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import type { ListColumn } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TimeHead } from '../../ui/table/time-head.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';

const idOf = ({ commandId }: TraceSummary) => commandId;

/** Commands of the ledger; each leads to its trace. */
export function TraceTable({
  label,
  rows,
  now,
  from,
  stale = false,
  left,
  sort,
  onSort,
}: {
  label: string;
  rows: readonly TraceSummary[];
  /** When the list was read: decides which times show their day, and how long open commands have taken. */
  now: string;
  /** The search they were found by. */
  from: string;
  stale?: boolean;
  left?: ReadonlySet<string>;
  sort?: 'newest' | 'oldest' | 'slowest';
  onSort?(sort: 'newest' | 'oldest' | 'slowest'): void;
}) {
  const columns = useMemo(() => columnsAt(now), [now]);
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      idOf={idOf}
      stale={stale}
      {...(left ? { left } : {})}
      hrefOf={({ correlationId, commandId, state }) =>
        traceHref(correlationId, state === null ? { command: commandId, from } : { at: commandId, from })
      }
      {...(sort
        ? { sort: { by: sort === 'slowest' ? 'took' : 'stored', descending: sort !== 'oldest' } }
        : {})}
      {...(onSort
        ? {
            onSort: (by: string) =>
              onSort(by === 'took' ? 'slowest' : sort === 'newest' ? 'oldest' : 'newest'),
          }
        : {})}
    />
  );
}

const columnsAt = (now: string): ListColumn<TraceSummary>[] => [
  {
    id: 'state',
    head: 'State',
    className: 'w-34',
    phone: 'count',
    beside: true,
    cell: (row) => <StatusWord status={commandStatus[outcomeOf(row)]} />,
  },
  {
    id: 'title',
    head: 'Command',
    className: 'w-36',
    phone: 'title',
    beside: true,
    cell: ({ command }) => <Inert text={commandTitle(command)} />,
  },
  {
    id: 'channel',
    head: 'Channel, author',
    phone: 'below',
    cell: (row) => (
      <span className="text-ink-2" title={`${row.subject} · ${row.actor}`}>
        {/* On a phone how long it took has no column of its own. */}
        <span className="phone:hidden">
          <Took row={row} now={now} /> ·{' '}
        </span>
        <Inert text={row.subject} /> · <Inert text={row.actor} />
      </span>
    ),
  },
  {
    id: 'failures',
    head: 'Failed',
    numeric: true,
    className: 'w-18',
    phone: 'hidden',
    cell: ({ failures, state }) => (state === null ? 'unknown' : formatCount(failures)),
  },
  {
    id: 'took',
    head: 'Took',
    numeric: true,
    sortBy: 'took',
    className: 'w-30',
    phone: 'hidden',
    cell: (row) => <Took row={row} now={now} />,
  },
  {
    id: 'stored',
    head: <TimeHead>Stored</TimeHead>,
    sortBy: 'stored',
    className: 'w-40',
    phone: 'time',
    beside: true,
    cell: ({ storedAt }) => <Instant iso={storedAt} now={now} />,
  },
  {
    id: 'correlation',
    head: 'Correlation',
    className: 'w-42',
    phone: 'hidden',
    cell: ({ correlationId }) => (
      <span className="mono text-ink-2" title={correlationId}>
        {cutId(correlationId)}
      </span>
    ),
  },
];

/** The time from the log to the last projection; so far, if a projection has not applied it yet. */
function Took({ row: { tookMs, state, storedAt }, now }: { row: TraceSummary; now: string }) {
  if (tookMs !== null) return formatDuration(tookMs);
  if (state === null) return 'unknown';
  const soFar = Math.max(0, Date.parse(now) - Date.parse(storedAt));
  return <span title="Not applied everywhere yet: so far">&gt; {formatDuration(soFar)}</span>;
}
