'use client';

import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CommandSummary } from '../../../../contracts/command-detail.ts';
import { ListBody } from '../../../api/failures/list-body.tsx';
import { filteredCommands } from '../../../api/filtered-commands.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { EmptyByFilter } from '../../../ui/filters/empty-by-filter.tsx';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { IndexState } from '../../../ui/notices/index-state.tsx';
import type { CommandFilters } from '../../../ui/search-params/commands.ts';
import { traceAddresses } from '../../../ui/search-params/traces.ts';
import { commandStatus } from '../../../ui/status/command-status.ts';
import { ListSection } from '../../../ui/table/list-section.tsx';
import { ListState } from '../../../ui/table/list-state.tsx';
import { useHeldRows } from '../../../ui/table/use-held-rows.ts';
import { CommandTable, rowOf } from './command-table.tsx';

const none: CommandSummary[] = [];
const commandIdOf = ({ commandId }: CommandSummary) => commandId;

/** The newest matching commands the filters. */
export function FilteredCommands({
  filters,
  openId,
  open,
  hrefOf,
  clear,
}: {
  filters: CommandFilters;
  openId: string | null;
  open(commandId: string): void;
  hrefOf(commandId: string): string;
  clear(): void;
}) {
  const query = useQuery(filteredCommands(readFromBrowser, filters));
  const { data, error } = query;
  const list = useRef<HTMLDivElement>(null);
  const { channel, author, state } = filters;
  const view = `${channel} ${author} ${state}`;
  const { rows, waiting, show } = useHeldRows(
    data?.commands ?? none,
    commandIdOf,
    list,
    openId !== null,
    view,
  );
  const stale = data !== undefined && error !== null;
  const inTraces = traceAddresses.listHref({ channel, author, state });
  return (
    <ListSection
      title="Newest matches"
      ref={list}
      aside={<ListState staleSince={stale ? data.readAt : null} waiting={waiting} show={show} />}
    >
      <ListBody query={query} failure="The commands cannot be searched">
        {(data) => (
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
                openId={openId}
                open={open}
                hrefOf={hrefOf}
              />
            )}
            <p className="mt-2 text-ink-2">
              {data.more && 'There are more. '}
              Search by time, duration or failed attempts:{' '}
              <PageLink href={inTraces}>the same in Traces</PageLink>
            </p>
          </>
        )}
      </ListBody>
    </ListSection>
  );
}
