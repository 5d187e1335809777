'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { Reconciliation } from '../../contracts/reconciliation.ts';
import { Failure } from '../failure.tsx';
import { Instant } from '../instant.tsx';
import { ListSection } from '../list/list-section.tsx';
import { ListSkeleton } from '../list/list-skeleton.tsx';
import { ListState } from '../list/list-state.tsx';
import { HowItWasCounted } from './how-it-was-counted.tsx';
import { ReconciliationTable } from './reconciliation-table.tsx';

/** Whether every accepted event is accounted for, projection by projection, and how that was counted. */
export function ReconciliationSection({ query }: { query: UseQueryResult<Reconciliation> }) {
  const { data, error, refetch, isFetching, dataUpdatedAt } = query;
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
        {data === undefined ? (
          error === null ? (
            <ListSkeleton rows={2} />
          ) : (
            <Failure
              title="The reconciliation cannot be read"
              error={error}
              retry={() => void refetch()}
              retrying={isFetching}
            />
          )
        ) : (
          <>
            <ReconciliationTable reconciliation={data} now={readAt} stale={stale} />
            <HowItWasCounted reconciliation={data} now={readAt} />
          </>
        )}
      </ListSection>
    </div>
  );
}
