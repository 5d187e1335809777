'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { RecentCommands } from '../../../../contracts/command-detail.ts';
import { commandDetailQuery } from '../../../api/command-detail.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { recentCommands } from '../../../api/recent-commands.ts';

/** The detail of a command. Reading it updates the command's row in the list too, so that both agree. */
export function useCommandDetail(commandId: string) {
  const queries = useQueryClient();
  const query = useQuery(commandDetailQuery(readFromBrowser, commandId));
  const state = query.data?.command?.state;
  useEffect(() => {
    if (state === undefined) return;
    const { queryKey } = recentCommands(readFromBrowser);
    queries.setQueryData<RecentCommands>(
      queryKey,
      (recent) =>
        recent && {
          ...recent,
          commands: recent.commands.map((each) => (each.commandId === commandId ? { ...each, state } : each)),
        },
      // The list itself was not read again, so its time does not change.
      { updatedAt: queries.getQueryState(queryKey)?.dataUpdatedAt ?? 0 },
    );
  }, [queries, commandId, state]);
  return query;
}
