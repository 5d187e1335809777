'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import type { DeadLetterGroup, DeadLetterGroups } from '../../../../contracts/dead-letter-groups.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { ListBody } from '../../../api/failures/list-body.tsx';
import { filterOf } from '../../../api/models/dead-letter-filter.ts';
import { RebuildingNote } from '../../../ui/notices/rebuilding.tsx';
import {
  type DeadLettersView,
  deadLetterAddresses,
  groupAddresses,
} from '../../../ui/search-params/dead-letters.ts';
import { ListSection } from '../../../ui/table/list-section.tsx';
import { ListState } from '../../../ui/table/list-state.tsx';
import { useHeldRows } from '../../../ui/table/use-held-rows.ts';
import { NoneListed } from '../list/none-listed.tsx';
import { orderGroups } from './group-order.ts';
import { GroupTable, groupKey } from './group-table.tsx';

const none: DeadLetterGroup[] = [];

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
  const { data, error } = query;
  const list = useRef<HTMLDivElement>(null);
  const ordered = data ? orderGroups(data.groups, view.order, data.index.readAt) : none;
  const held = useHeldRows(
    ordered,
    groupKey,
    list,
    false,
    JSON.stringify([filterOf(view), view.by, view.order]),
  );
  const hrefOf = ({ key }: DeadLetterGroup) =>
    view.by === 'fingerprint'
      ? groupAddresses(key).listHref({ ...view, show: 'groups', order: 'growing' })
      : deadLetterAddresses.listHref({ ...view, show: 'list', [view.by]: key, by: 'fingerprint' });

  return (
    <ListSection
      title={data ? `${countOf(data.total, 'group')}${data.index.caughtUp ? '' : ' so far'}` : 'Groups'}
      ref={list}
      aside={
        <ListState
          staleSince={data && error ? data.index.readAt : null}
          waiting={held.waiting}
          show={held.show}
        />
      }
    >
      <ListBody query={query} failure="The groups cannot be read">
        {(data) =>
          held.rows.length > 0 ? (
            <>
              <RebuildingNote index={data.index} />
              <GroupTable
                data={data}
                groups={held.rows}
                by={view.by}
                stale={error !== null}
                left={held.left}
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
      </ListBody>
    </ListSection>
  );
}
