'use client';

import { useQuery } from '@tanstack/react-query';
import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { consumerList } from '../../api/consumer-list.ts';
import { partitionsOf } from '../../api/models/projection-of.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import {
  type ConsumerName,
  consumerId,
  hrefOfConsumer,
  partitionWords,
} from '../../ui/format/consumer-name.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { consumerStatusAt } from '../../ui/status/consumer-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { ConsumerTable, type FactColumn } from './consumer-table.tsx';

const columnsOf = (here: ConsumerName | null): FactColumn<ConsumerSummary>[] => [
  {
    head: 'Partition',
    cell: (each) =>
      here && consumerId(each) === consumerId(here) ? (
        <span className="font-semibold">{partitionWords(each.stream)}, this one</span>
      ) : (
        <PageLink href={hrefOfConsumer(each)}>{partitionWords(each.stream)}</PageLink>
      ),
  },
  {
    head: 'Status',
    cell: ({ status, retention }) => <StatusWord status={consumerStatusAt(status, retention.leftMs)} />,
  },
  { head: 'Lag', numeric: true, cell: ({ lag }) => formatKnown(lag) },
  {
    head: 'Age of the oldest',
    numeric: true,
    cell: ({ oldest, lag }) => (oldest ? formatDuration(oldest.ageMs) : lag === 0 ? '—' : 'unknown'),
  },
];

/** The partitions of a projection; the page of one of them compares it with the others. */
export function ConsumerPartitions({ of, projection }: { of: ConsumerName | null; projection: string }) {
  const { data, error } = useQuery(consumerList(readFromBrowser));
  const own = data ? partitionsOf(data, projection) : [];
  return (
    <section aria-label={`Partitions of ${projection}`} className="mb-8">
      <h2 className="section-title mb-1">Partitions of {projection}</h2>
      {own.length > 0 ? (
        <ConsumerTable
          label={`Partitions of ${projection}`}
          columns={columnsOf(of)}
          rows={own}
          keyOf={consumerId}
        />
      ) : (
        <p className="late text-ink-2">{error ? 'The partitions can’t be read now.' : 'Reading'}</p>
      )}
    </section>
  );
}
