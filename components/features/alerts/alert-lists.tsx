'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { AlertList, AlertSummary } from '../../../contracts/alerts.ts';
import { ListBody } from '../../api/failures/list-body.tsx';
import { ListSection } from '../../ui/table/list-section.tsx';
import { ListState } from '../../ui/table/list-state.tsx';
import { useHeldRows } from '../../ui/table/use-held-rows.ts';
import { AlertTable } from './alert-table.tsx';
import { NoAlertFires } from './no-alert-fires.tsx';

const none: AlertSummary[] = [];
const idOf = ({ id }: AlertSummary): string => id;

interface Opens {
  openId: string | null;
  open(id: string): void;
  hrefOf(id: string): string;
}

/** Firing alerts, most severe first; below them the resolved ones, newest first. */
export function AlertLists({ query, ...opens }: { query: UseQueryResult<AlertList> } & Opens) {
  const { data, error, dataUpdatedAt } = query;
  const firing = useMemo(() => data?.alerts.filter(({ state }) => state === 'firing') ?? none, [data]);
  const over = useMemo(() => data?.alerts.filter(({ state }) => state === 'cleared') ?? none, [data]);
  const list = useRef<HTMLDivElement>(null);
  const { rows, waiting, left, show } = useHeldRows(firing, idOf, list, opens.openId !== null);
  const now = new Date(dataUpdatedAt).toISOString();
  const stale = data !== undefined && error !== null;

  return (
    <>
      <ListSection
        title="Firing"
        ref={list}
        aside={<ListState staleSince={stale ? now : null} waiting={waiting} show={show} />}
      >
        <ListBody query={query} failure="The alerts cannot be read" lines={5}>
          {({ judgedAt }) =>
            rows.length === 0 ? (
              <NoAlertFires judgedAt={judgedAt} now={now} />
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
        </ListBody>
      </ListSection>
      {over.length > 0 && (
        <ListSection title="Resolved">
          <AlertTable label="Resolved alerts, newest first" rows={over} now={now} stale={stale} {...opens} />
        </ListSection>
      )}
    </>
  );
}
