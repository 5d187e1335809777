'use client';

import { useMemo } from 'react';
import type {
  DeadLetterGroup,
  DeadLetterGroups,
  Grouping,
} from '../../../../contracts/dead-letter-groups.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { Sparkline } from '../../../ui/chart/sparkline.tsx';
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
import type { GroupOrder } from './group-order.ts';

/**
 * The state of most dead letters of a group; unresolved states come first, so a group with one open dead letter is
 * open.
 */
const stateOf = ({ states }: DeadLetterGroup) =>
  (['open', 'replaying', 'on-hold', 'resolved', 'discarded'] as const).find((state) => states[state] > 0) ??
  'open';

/** Groups of dead letters, one per row. */
export function GroupTable({
  data,
  groups,
  by,
  stale,
  left,
  order,
  setOrder,
  hrefOf,
}: {
  data: DeadLetterGroups;
  groups: readonly DeadLetterGroup[];
  by: Grouping;
  stale: boolean;
  left: ReadonlySet<string>;
  order: GroupOrder;
  setOrder(order: GroupOrder): void;
  hrefOf(group: DeadLetterGroup): string;
}) {
  const minute = minuteOf(data.index.readAt);
  const apart = useMemo(() => tellApart(groups.map(newestErrorOf)), [groups]);
  const columns = useMemo(() => columnsOf(minute, by, apart), [minute, by, apart]);
  return (
    <DataTable
      label="Groups of dead letters"
      columns={columns}
      rows={groups}
      idOf={groupKey}
      hrefOf={hrefOf}
      stale={stale}
      left={left}
      sort={{ by: order, descending: true }}
      onSort={(next) => setOrder(next === order ? 'growing' : (next as GroupOrder))}
    />
  );
}

export const groupKey = ({ key }: DeadLetterGroup): string => key;

const newestErrorOf = ({ newest }: DeadLetterGroup): string => errorOf(newest);

const columnsOf = (
  now: string,
  by: Grouping,
  apart: (text: string) => ApartText,
): ListColumn<DeadLetterGroup>[] => [
  {
    id: 'state',
    head: 'State',
    className: 'w-26',
    phone: 'mark',
    beside: true,
    cell: (group) => <StatusWord status={deadLetterStatus[stateOf(group)]} />,
  },
  {
    id: 'error',
    head: by === 'fingerprint' ? 'Error' : by === 'type' ? 'Event type' : 'Consumer',
    phone: 'title',
    beside: true,
    cell: (group) =>
      by === 'fingerprint' ? <Apart text={apart(errorOf(group.newest))} /> : <Inert text={group.key} />,
  },
  {
    id: 'consumer',
    head: by === 'fingerprint' ? 'Consumer, code' : 'Newest error',
    className: 'w-44 @max-[50rem]/list:w-32',
    phone: 'below',
    cell: (group) => (
      <span className="text-ink-2">
        {by === 'fingerprint' ? (
          <>
            <Inert text={group.newest.consumer} /> · <Inert text={group.newest.code} />
          </>
        ) : (
          <Apart text={apart(errorOf(group.newest))} />
        )}
      </span>
    ),
  },
  {
    id: 'owner',
    head: 'Owner',
    className: 'w-22 @max-[50rem]/list:hidden',
    phone: 'hidden',
    cell: ({ assignee }) => (assignee === null ? '—' : <Inert text={assignee} />),
  },
  {
    id: 'trend',
    head: '24 h',
    className: 'w-30 @max-[50rem]/list:hidden',
    phone: 'hidden',
    sortBy: 'growing',
    cell: (group) => (
      <Sparkline
        values={group.trend}
        name={`By the hour, last 24 h: ${group.trend.at(-1) ?? 0} in the last hour, ${group.trend.at(-2) ?? 0} before`}
      />
    ),
  },
  {
    id: 'count',
    head: 'Count',
    className: 'w-20',
    numeric: true,
    phone: 'count',
    beside: true,
    sortBy: 'count',
    cell: ({ count }) => formatCount(count),
  },
  {
    id: 'last',
    head: <TimeHead>Last</TimeHead>,
    className: 'w-34 @max-[35rem]/list:w-28',
    phone: 'time',
    beside: true,
    sortBy: 'last',
    cell: ({ failedAt }) => <Instant iso={failedAt} now={now} />,
  },
];
