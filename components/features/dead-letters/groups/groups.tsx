'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { DeadLetterGroup, DeadLetterGroups } from '../../../../contracts/dead-letter-groups.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { HeldList } from '../../../api/failures/held-list.tsx';
import { filterOf } from '../../../api/models/dead-letter-filter.ts';
import { RebuildingNote } from '../../../ui/notices/rebuilding.tsx';
import {
  type DeadLettersView,
  deadLetterAddresses,
  groupAddresses,
} from '../../../ui/search-params/dead-letters.ts';
import { NoneListed } from '../list/none-listed.tsx';
import { orderGroups } from './group-order.ts';
import { GroupTable, groupKey } from './group-table.tsx';

/** The groups of dead letters, those that grow first. A group by cause opens its page; by type or consumer, the list. */
export function Groups({
  query,
  view,
  setView,
}: {
  query: UseQueryResult<DeadLetterGroups>;
  view: DeadLettersView;
  setView(view: DeadLettersView): void;
}) {
  const { data } = query;
  const hrefOf = ({ key }: DeadLetterGroup) =>
    view.by === 'fingerprint'
      ? groupAddresses(key).listHref({ ...view, show: 'groups', order: 'growing' })
      : deadLetterAddresses.listHref({ ...view, show: 'list', [view.by]: key, by: 'fingerprint' });

  return (
    <HeldList
      title={data ? `${countOf(data.total, 'group')}${data.index.caughtUp ? '' : ' so far'}` : 'Groups'}
      query={query}
      failure="The groups cannot be read"
      readAtOf={({ index }) => index.readAt}
      rowsOf={({ groups, index }) => orderGroups(groups, view.order, index.readAt)}
      idOf={groupKey}
      view={JSON.stringify([filterOf(view), view.by, view.order])}
    >
      {({ data, rows, left, stale }) =>
        rows.length > 0 ? (
          <>
            <RebuildingNote index={data.index} />
            <GroupTable
              data={data}
              groups={rows}
              by={view.by}
              stale={stale}
              left={left}
              order={view.order}
              setOrder={(order) => setView({ ...view, order })}
              hrefOf={hrefOf}
            />
            {data.total > data.groups.length && (
              <p className="mt-3 text-ink-2">
                The largest {formatCount(data.groups.length)} of {formatCount(data.total)}; filter to see
                others.
              </p>
            )}
          </>
        ) : (
          <NoneListed view={view} setView={setView} ofGroup={false} index={data.index} />
        )
      }
    </HeldList>
  );
}
