import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { alertList } from '../../../components/api/alerts.ts';
import { deadLetterGroups, deadLetterList } from '../../../components/api/dead-letters.ts';
import { filterOf } from '../../../components/api/models/dead-letter-filter.ts';
import { makeQueryClient } from '../../../components/api/query-client.ts';
import { deadLetterAddresses } from '../../../components/ui/search-params/dead-letters.ts';
import { readFromServer } from '../../server/read-operations.ts';
import { DeadLettersPage } from './dead-letters-page.tsx';

export const metadata = { title: 'Dead letters' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const view = deadLetterAddresses.readView(await searchParams);
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await Promise.all([
    view.show === 'groups'
      ? client.prefetchQuery(deadLetterGroups(readFromServer, filterOf(view), view.by))
      : client.prefetchQuery(deadLetterList(readFromServer, filterOf(view), view)),
    client.prefetchQuery(alertList(readFromServer)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DeadLettersPage />
    </HydrationBoundary>
  );
}
