'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ConsumerList } from '../../../contracts/consumers.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { staleSinceOf } from '../../api/consumer-watch.ts';
import { NotRead } from '../../api/failures/not-read.tsx';
import { Notice } from '../../ui/notices/notice.tsx';
import type { ListSort } from '../../ui/table/columns.ts';
import { ListSection } from '../../ui/table/list-section.tsx';
import { type ConsumerRow, consumerRows } from './consumer-rows.ts';
import { ConsumerSection } from './consumer-section.tsx';
import { DeadLetterRates } from './dead-letter-rate.tsx';

interface View {
  open: string[];
  internal: boolean;
  sort: ListSort | null;
}

/** All consumers: projections with their partitions, consumers of other programs, and on demand Waybill's own. */
export function ConsumerLists({
  query,
  view,
  setView,
  openId,
  open,
  hrefOf,
}: {
  query: UseQueryResult<ConsumerList>;
  view: View;
  setView(view: View): void;
  openId: string | null;
  open(id: string): void;
  hrefOf(id: string): string;
}) {
  const { data } = query;
  if (data === undefined) {
    return (
      <ListSection title="Projections">
        <NotRead query={query} failure="The consumers cannot be read" lines={6} />
      </ListSection>
    );
  }
  const { projections, others, internal } = consumerRows(data, view);
  const toggled = (projection: string): View => ({
    ...view,
    open: view.open.includes(projection)
      ? view.open.filter((each) => each !== projection)
      : [...view.open, projection],
  });
  const onSort = (by: string) => {
    const descending = view.sort?.by === by ? !view.sort.descending : true;
    // The third press restores the order by severity.
    const isThird = view.sort?.by === by && !view.sort.descending;
    setView({ ...view, sort: isThird ? null : { by, descending } });
  };
  const section = {
    view: JSON.stringify(view),
    staleSince: staleSinceOf(query),
    openId,
    open,
    hrefOf: ({ id }: ConsumerRow) => hrefOf(id),
    fold: (projection: string) => setView(toggled(projection)),
    sort: view.sort,
    onSort,
  };
  return (
    <>
      <DeadLetterRates />
      {projections.length > 0 ? (
        <ConsumerSection title="Projections" rows={projections} {...section} />
      ) : (
        <Notice title="No projection has a consumer yet">
          <p>
            A projection’s worker creates one on every partition of the log at its first start. They will be
            listed here with their lag and its cause.
          </p>
        </Notice>
      )}
      {others.length > 0 && <ConsumerSection title="Other consumers" rows={others} {...section} />}
      {internal.length > 0 && view.internal && (
        <ConsumerSection title="Waybill’s own, and older epochs" rows={internal} {...section} />
      )}
      <label className="inline-flex min-h-7 items-center gap-2 text-ink-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          className="size-4 accent-ink"
          checked={view.internal}
          onChange={(event) => setView({ ...view, internal: event.target.checked })}
        />
        Show the {formatCount(internal.length)} of Waybill’s own indexes and of epochs no longer in use
      </label>
      {data.watch.truncated && (
        <p className="mt-4 text-ink-2">Only some consumers are watched: this list is incomplete.</p>
      )}
    </>
  );
}
