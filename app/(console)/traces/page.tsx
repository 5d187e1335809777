import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import {
  FAILED_OF_LAST_HOUR,
  SLOWEST_OF_LAST_HOUR,
  searchOf,
} from '../../../components/api/models/trace-search.ts';
import { makeQueryClient } from '../../../components/api/query-client.ts';
import { searchTraces } from '../../../components/api/search-traces.ts';
import { isSearch, traceAddresses } from '../../../components/ui/search-params/traces.ts';
import { readFromServer } from '../../server/read-operations.ts';
import { TracesPage } from './traces-page.tsx';

export const metadata = { title: 'Traces' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const view = traceAddresses.readView(await searchParams);
  const client = makeQueryClient();
  const searches = isSearch(view) ? [searchOf(view)] : [FAILED_OF_LAST_HOUR, SLOWEST_OF_LAST_HOUR];
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await Promise.all(searches.map((search) => client.prefetchQuery(searchTraces(readFromServer, search))));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TracesPage />
    </HydrationBoundary>
  );
}
