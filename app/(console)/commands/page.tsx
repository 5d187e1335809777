import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { commandSummaries } from '../../../components/api/command-summaries.ts';
import { filteredCommands } from '../../../components/api/filtered-commands.ts';
import { makeQueryClient } from '../../../components/api/query-client.ts';
import { recentCommands } from '../../../components/api/recent-commands.ts';
import { commandAddresses, isFiltered } from '../../../components/ui/search-params/commands.ts';
import { readFromServer } from '../../server/read-operations.ts';
import { CommandsPage } from './commands-page.tsx';

export const metadata = { title: 'Commands' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const view = commandAddresses.readView(await searchParams);
  const { ids } = view;
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await Promise.all([
    client.prefetchQuery(recentCommands(readFromServer)),
    ids.length > 0 ? client.prefetchQuery(commandSummaries(readFromServer, ids)) : undefined,
    isFiltered(view) ? client.prefetchQuery(filteredCommands(readFromServer, view)) : undefined,
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CommandsPage />
    </HydrationBoundary>
  );
}
