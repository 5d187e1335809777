'use client';

import { useMemo } from 'react';
import type { ProjectionReconciliation, Reconciliation } from '../../../contracts/reconciliation.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { consumersHref } from '../../ui/links/addresses.ts';
import { familyClass } from '../../ui/status/family.ts';
import { balanceStatus } from '../../ui/status/overview-status.ts';
import { StatusMark } from '../../ui/status/status-mark.tsx';
import type { ListColumn } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { type COLUMNS, sumOf } from './sum-of.ts';

const idOf = ({ projection }: ProjectionReconciliation): string => projection;
const known = (count: number | null): string => (count === null ? 'unknown' : formatCount(count));

/** One line per projection: the sum, with each term counted separately. */
export function ReconciliationTable({
  reconciliation,
  now,
  stale,
}: {
  reconciliation: Reconciliation;
  now: string;
  stale: boolean;
}) {
  const columns = useMemo(() => columnsAt(now), [now]);
  return (
    <DataTable
      label="Accepted events by projection, and where each is"
      columns={columns}
      rows={reconciliation.projections}
      idOf={idOf}
      hrefOf={() => consumersHref}
      stale={stale}
    />
  );
}

const count = (id: keyof typeof COLUMNS, head: string): ListColumn<ProjectionReconciliation> => ({
  id,
  head,
  className: 'w-30',
  numeric: true,
  phone: 'hidden',
  cell: (row) => known(sumOf(row, id)),
});

const columnsAt = (now: string): ListColumn<ProjectionReconciliation>[] => [
  { id: 'title', head: 'Projection', phone: 'title', beside: true, cell: ({ title }) => title },
  {
    id: 'accepted',
    head: 'Accepted',
    className: 'w-30',
    numeric: true,
    phone: 'hidden',
    beside: true,
    cell: ({ accepted }) => known(accepted),
  },
  count('applied', '= Applied'),
  count('deadLettered', '+ Dead-lettered'),
  count('inFlight', '+ In flight'),
  {
    id: 'rest',
    head: '+ Expired or checking',
    className: 'w-40',
    numeric: true,
    phone: 'below',
    cell: (row) => {
      const [gone, open] = [sumOf(row, 'gone'), sumOf(row, 'open')];
      const rest = gone === null || open === null ? null : gone + open;
      return (
        <>
          <span className="max-phone:hidden">{known(rest)}</span>
          <span className="block text-left phone:hidden">
            {known(row.accepted)} accepted · {known(sumOf(row, 'inFlight'))} in flight
          </span>
        </>
      );
    },
  },
  {
    id: 'lost',
    head: 'Lost',
    className: 'w-56 @max-[47.5rem]/list:w-40',
    phone: 'count',
    beside: true,
    cell: (row) => <Lost row={row} now={now} />,
  },
];

/** A counted number with its mark; where unknown, since when. */
function Lost({ row, now }: { row: ProjectionReconciliation; now: string }) {
  const term = row.terms.find((each) => each.term === 'lost');
  const { family, mark } = balanceStatus[row.state];
  return (
    <span className={`${familyClass[family]} inline-flex items-center gap-2 text-(--status)`} title={row.why}>
      <StatusMark mark={mark} />
      {term && term.count !== null && (term.unknown === null || term.count > 0) ? (
        <span>
          {formatCount(term.count)}
          <span className="phone:hidden"> lost</span>
          {term.unknown !== null && ' at least'}
        </span>
      ) : term?.unknown ? (
        <span>
          unknown since <Instant iso={term.unknown.since} now={now} />
        </span>
      ) : (
        'not counted yet'
      )}
    </span>
  );
}
