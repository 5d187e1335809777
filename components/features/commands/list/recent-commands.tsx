'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { RecentCommands as Recent } from '../../../../contracts/command-detail.ts';
import { HeldList } from '../../../api/failures/held-list.tsx';
import { CommandTable, idOf, type OpensCommand, rowOf } from './command-table.tsx';
import { FirstCommand } from './first-command.tsx';

/**
 * The newest commands of the log. New ones appear automatically unless the pointer, the focus or the scroll position
 * is in the list.
 */
export function RecentCommands({ query, ...opens }: { query: UseQueryResult<Recent> } & OpensCommand) {
  return (
    <HeldList
      title="Recent"
      query={query}
      failure="The recent commands cannot be read"
      readAtOf={({ readAt }) => readAt}
      rowsOf={({ commands }) => commands}
      idOf={idOf}
      beside={opens.openId !== null}
    >
      {({ data, rows, stale }) =>
        rows.length === 0 ? (
          <FirstCommand title="No command has been accepted yet">
            <p>
              The newest commands of the log will be listed here, each with its state. This list is read from
              the log itself: while it is empty, nothing was accepted, so nothing can be lost.
            </p>
          </FirstCommand>
        ) : (
          <CommandTable
            label="Recent commands, newest first"
            rows={rows.map(rowOf)}
            now={data.readAt}
            stale={stale}
            {...opens}
          />
        )
      }
    </HeldList>
  );
}
