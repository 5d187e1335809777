'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { Reconciliation } from '../../../contracts/reconciliation.ts';
import { ListBody } from '../../api/failures/list-body.tsx';
import { ListSection } from '../../ui/table/list-section.tsx';
import { ListState } from '../../ui/table/list-state.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { CountingMethod } from './counting-method.tsx';
import { ReconciliationTable } from './reconciliation-table.tsx';

/** Whether every accepted event is accounted for, projection by projection, and how that was counted. */
export function ReconciliationSection({ query }: { query: UseQueryResult<Reconciliation> }) {
  const { data, error, dataUpdatedAt } = query;
  const readAt = new Date(dataUpdatedAt).toISOString();
  const stale = data !== undefined && error !== null;
  return (
    <div id="reconciliation" className="scroll-mt-16">
      <ListSection
        title="Accounted for, last 24 h"
        aside={
          stale ? (
            <ListState staleSince={readAt} waiting={0} show={() => {}} />
          ) : data?.countedAt ? (
            <>
              counted <Instant iso={data.countedAt} now={readAt} />
            </>
          ) : null
        }
      >
        <ListBody query={query} failure="The reconciliation cannot be read" lines={2}>
          {(data) => (
            <>
              <ReconciliationTable reconciliation={data} now={readAt} stale={stale} />
              <CountingMethod reconciliation={data} now={readAt} />
            </>
          )}
        </ListBody>
      </ListSection>
    </div>
  );
}
