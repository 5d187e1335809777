'use client';

import { useQuery } from '@tanstack/react-query';
import { HeldList } from '../../../api/failures/held-list.tsx';
import { filteredCommands } from '../../../api/filtered-commands.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { EmptyByFilter } from '../../../ui/filters/empty-by-filter.tsx';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { IndexState } from '../../../ui/notices/index-state.tsx';
import type { CommandFilters } from '../../../ui/search-params/commands.ts';
import { traceAddresses } from '../../../ui/search-params/traces.ts';
import { commandStatus } from '../../../ui/status/command-status.ts';
import { CommandTable, idOf, type OpensCommand, rowOf } from './command-table.tsx';

/** The newest commands that match the filters. */
export function FilteredCommands({
  filters,
  clear,
  ...opens
}: {
  filters: CommandFilters;
  clear(): void;
} & OpensCommand) {
  const query = useQuery(filteredCommands(readFromBrowser, filters));
  const { channel, author, state } = filters;
  const inTraces = traceAddresses.listHref({ channel, author, state });
  return (
    <HeldList
      title="Newest matches"
      query={query}
      failure="The commands cannot be searched"
      readAtOf={({ readAt }) => readAt}
      rowsOf={({ commands }) => commands}
      idOf={idOf}
      beside={opens.openId !== null}
      view={`${channel} ${author} ${state}`}
    >
      {({ data, rows, stale }) => (
        <>
          <IndexState index={data.index} />
          {rows.length === 0 ? (
            <EmptyByFilter
              what="command"
              filters={[
                { name: 'Channel', value: channel },
                { name: 'Author', value: author },
                { name: 'State', value: state === null ? '' : commandStatus[state].word },
              ].filter(({ value }) => value !== '')}
              clear={clear}
            />
          ) : (
            <CommandTable
              label="The newest matching commands"
              rows={rows.map(rowOf)}
              now={data.readAt}
              stale={stale}
              {...opens}
            />
          )}
          <p className="mt-2 text-ink-2">
            {data.more && 'There are more. '}
            Search by time, duration or failed attempts:{' '}
            <PageLink href={inTraces}>the same in Traces</PageLink>
          </p>
        </>
      )}
    </HeldList>
  );
}
