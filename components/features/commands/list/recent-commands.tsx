'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CommandSummary, RecentCommands as Recent } from '../../../../contracts/command-detail.ts';
import { ListBody } from '../../../api/failures/list-body.tsx';
import { ListSection } from '../../../ui/table/list-section.tsx';
import { ListState } from '../../../ui/table/list-state.tsx';
import { useHeldRows } from '../../../ui/table/use-held-rows.ts';
import { CommandTable, rowOf } from './command-table.tsx';
import { FirstCommand } from './first-command.tsx';

const none: CommandSummary[] = [];
const commandIdOf = ({ commandId }: CommandSummary) => commandId;

/** The newest commands of the log. New ones are added automatically only while nobody reads here. */
export function RecentCommands({
  query,
  openId,
  open,
  hrefOf,
}: {
  query: UseQueryResult<Recent>;
  openId: string | null;
  open(commandId: string): void;
  hrefOf(commandId: string): string;
}) {
  const { data, error } = query;
  const list = useRef<HTMLDivElement>(null);
  const { rows, waiting, show } = useHeldRows(data?.commands ?? none, commandIdOf, list, openId !== null);
  const stale = data !== undefined && error !== null;

  return (
    <ListSection
      title="Recent"
      ref={list}
      aside={<ListState staleSince={stale ? data.readAt : null} waiting={waiting} show={show} />}
    >
      <ListBody query={query} failure="The recent commands cannot be read">
        {({ readAt }) =>
          rows.length === 0 ? (
            <FirstCommand title="No command has been accepted yet">
              <p>
                The newest commands of the log will be listed here, each with its state. This list is read
                from the log itself: while it is empty, nothing was accepted, so nothing can be lost.
              </p>
            </FirstCommand>
          ) : (
            <CommandTable
              label="Recent commands, newest first"
              rows={rows.map(rowOf)}
              now={readAt}
              stale={stale}
              openId={openId}
              open={open}
              hrefOf={hrefOf}
            />
          )
        }
      </ListBody>
    </ListSection>
  );
}
