import { ChevronDown, ChevronRight } from 'lucide-react';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { cutId } from '../../ui/format/cut-id.ts';
import { formatRate } from '../../ui/format/rate.ts';
import { commandHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { StatusWord } from '../../ui/status/status-word.tsx';
import type { ListColumn } from '../../ui/table/columns.ts';
import { Inert } from '../../ui/text/inert.tsx';
import type { ConsumerRow } from './consumer-rows.ts';
import { drainWords } from './drain-words.ts';
import { LagTrend } from './lag-trend.tsx';

/** Before the name: the button that shows and hides a projection's partitions. */
export const consumerColumns = (fold: (projection: string) => void): ListColumn<ConsumerRow>[] => [
  {
    id: 'fold',
    head: <span className="visually-hidden">Partitions</span>,
    className: 'w-11',
    phone: 'mark',
    beside: true,
    cell: ({ folds }) => folds && <Fold folds={folds} fold={fold} />,
  },
  ...columns,
];

const columns: ListColumn<ConsumerRow>[] = [
  {
    id: 'title',
    head: 'Consumer',
    phone: 'title',
    beside: true,
    cell: (row) => <Title row={row} />,
  },
  {
    id: 'status',
    head: 'Status',
    className: 'w-40 @max-[35rem]/list:w-38',
    phone: 'below',
    beside: true,
    cell: ({ status }) => <StatusWord status={status} />,
  },
  {
    id: 'lag',
    head: 'Lag',
    className: 'w-22 @max-[35rem]/list:w-20',
    phone: 'count',
    numeric: true,
    sortBy: 'lag',
    beside: true,
    cell: ({ lag }) => (
      <>
        {formatKnown(lag)}
        {/* A phone shows no column heads: the row names its numbers. */}
        <span className="phone:hidden"> behind</span>
      </>
    ),
  },
  {
    id: 'oldest',
    head: 'Age of the oldest',
    className: 'w-50 @max-[56rem]/list:w-34',
    phone: 'time',
    numeric: true,
    sortBy: 'age',
    cell: ({ oldest, lag }) => <Oldest oldest={oldest} lag={lag} />,
  },
  {
    id: 'rates',
    head: 'In / out',
    className: 'w-34 @max-[47.5rem]/list:hidden',
    phone: 'hidden',
    numeric: true,
    sortBy: 'out',
    cell: ({ inPerSecond, outPerSecond }) =>
      inPerSecond === null && outPerSecond === null
        ? 'unknown'
        : `${formatRate(inPerSecond)}, ${formatRate(outPerSecond)}`,
  },
  {
    id: 'drain',
    head: 'ETA',
    className: 'w-32 @max-[40rem]/list:hidden',
    phone: 'hidden',
    numeric: true,
    sortBy: 'drain',
    cell: (row) => drainWords({ ...row, paused: row.status.family === 'held' }),
  },
  {
    id: 'trend',
    head: 'Lag, last hour',
    className: 'w-30 @max-[56rem]/list:hidden',
    phone: 'hidden',
    cell: ({ title, members }) => <LagTrend of={title} members={members} />,
  },
];

/** Shows the partitions under their projection, in place. The row itself opens the projection. */
function Fold({
  folds: { projection, partitions, open },
  fold,
}: {
  folds: NonNullable<ConsumerRow['folds']>;
  fold(projection: string): void;
}) {
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-label={`${partitions} consumers of ${projection}`}
      title={`${open ? 'Hide' : 'Show'} its ${partitions} consumers (p)`}
      className="icon-button relative z-1 -ml-2"
      onClick={() => fold(projection)}
    >
      <Chevron size={16} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}

function Title({ row: { folds, under, title, detail } }: { row: ConsumerRow }) {
  return (
    <span className={`inline-flex max-w-full items-center gap-1 align-top ${under ? 'pl-5' : ''}`}>
      <span className={`truncate ${folds ? 'font-semibold' : ''}`}>
        <Inert text={title} />
      </span>
      {folds && (
        <span className="shrink-0 text-ink-2">
          {folds.partitions} <span className="visually-hidden">consumers</span>
        </span>
      )}
      {detail !== null && (
        <span className="truncate text-ink-2">
          <Inert text={detail} />
        </span>
      )}
    </span>
  );
}

const ofOldest = <span className="phone:hidden">oldest </span>;

/** How long the oldest unprocessed event has waited, and its command. */
function Oldest({ oldest, lag }: Pick<ConsumerRow, 'oldest' | 'lag'>) {
  if (oldest === null)
    return lag === 0 ? <span className="max-phone:hidden">—</span> : <>{ofOldest}unknown</>;
  return (
    <>
      {ofOldest}
      {formatDuration(oldest.ageMs)}
      {oldest.commandId !== null && (
        <PageLink
          href={commandHref(oldest.commandId)}
          className="mono relative z-1 ml-2 text-ink-2 max-phone:hidden @max-[56rem]/list:hidden"
          title={`The command of the oldest: ${oldest.commandId}`}
        >
          {cutId(oldest.commandId)}
        </PageLink>
      )}
    </>
  );
}
