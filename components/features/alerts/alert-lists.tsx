'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { AlertList, AlertSummary } from '../../../contracts/alerts.ts';
import { HeldList } from '../../api/failures/held-list.tsx';
import { ListSection } from '../../ui/table/list-section.tsx';
import { AlertTable } from './alert-table.tsx';
import { NoAlertFires } from './no-alert-fires.tsx';

const idOf = ({ id }: AlertSummary): string => id;

interface Opens {
  openId: string | null;
  open(id: string): void;
  hrefOf(id: string): string;
}

/** Firing alerts, most severe first; below them the resolved ones, newest first. */
export function AlertLists({ query, ...opens }: { query: UseQueryResult<AlertList> } & Opens) {
  const { data, error, dataUpdatedAt } = query;
  const over = data?.alerts.filter(({ state }) => state === 'cleared') ?? [];
  const now = new Date(dataUpdatedAt).toISOString();

  return (
    <>
      <HeldList
        title="Firing"
        query={query}
        failure="The alerts cannot be read"
        lines={5}
        readAtOf={() => now}
        rowsOf={({ alerts }) => alerts.filter(({ state }) => state === 'firing')}
        idOf={idOf}
        beside={opens.openId !== null}
      >
        {({ data, rows, left, stale }) =>
          rows.length === 0 ? (
            <NoAlertFires judgedAt={data.judgedAt} now={now} />
          ) : (
            <AlertTable
              label="Firing alerts, most severe first"
              rows={rows}
              left={left}
              now={now}
              stale={stale}
              {...opens}
            />
          )
        }
      </HeldList>
      {over.length > 0 && (
        <ListSection title="Resolved">
          <AlertTable
            label="Resolved alerts, newest first"
            rows={over}
            now={now}
            stale={error !== null}
            {...opens}
          />
        </ListSection>
      )}
    </>
  );
}
