'use client';

import { useQuery } from '@tanstack/react-query';
import { countOf } from '../../../../contracts/words/count.ts';
import { commandSummaries } from '../../../api/command-summaries.ts';
import { ListBody } from '../../../api/failures/list-body.tsx';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { commandStatus } from '../../../ui/status/command-status.ts';
import { ListSection } from '../../../ui/table/list-section.tsx';
import { ListState } from '../../../ui/table/list-state.tsx';
import { CommandTable, type OpensCommand, type Row, rowOf } from './command-table.tsx';

const nothing = () => {};

/** The commands whose ids were pasted, in the order of the text. */
export function FoundCommands({ ids, ...opens }: { ids: readonly string[] } & OpensCommand) {
  const query = useQuery(commandSummaries(readFromBrowser, ids));
  const { data, error } = query;
  const known = new Map(data?.commands.map((command) => [command.commandId, command]));
  const rows = ids.map((commandId): Row => {
    const command = known.get(commandId);
    if (command) return rowOf(command);
    return { commandId, command: null, status: { ...commandStatus.unknown, word: 'not in the log' } };
  });
  const stale = data !== undefined && error !== null;
  return (
    <ListSection
      title={`Found: ${countOf(ids.length, 'command id')}`}
      aside={<ListState staleSince={stale ? data.readAt : null} waiting={0} show={nothing} />}
    >
      <ListBody query={query} failure="The states of these commands cannot be read" lines={ids.length}>
        {({ readAt }) => (
          <CommandTable
            label="Commands found in the text"
            rows={rows}
            now={readAt}
            stale={stale}
            {...opens}
          />
        )}
      </ListBody>
    </ListSection>
  );
}
