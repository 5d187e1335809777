import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { alertList } from '../../../../../components/api/alerts.ts';
import { deadLetterGroup, deadLetterList } from '../../../../../components/api/dead-letters.ts';
import { filterOf } from '../../../../../components/api/models/dead-letter-filter.ts';
import { makeQueryClient } from '../../../../../components/api/query-client.ts';
import { workerStarts } from '../../../../../components/api/worker-starts.ts';
import { deadLetterAddresses } from '../../../../../components/ui/search-params/dead-letters.ts';
import { readFromServer } from '../../../../server/read-operations.ts';
import { GroupPage } from './group-page.tsx';

export const metadata = { title: 'Group of dead letters' };

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ fingerprint: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { fingerprint } = await params;
  const view = deadLetterAddresses.readView(await searchParams);
  const client = makeQueryClient();
  await Promise.all([
    client.prefetchQuery(deadLetterGroup(readFromServer, fingerprint)),
    client.prefetchQuery(workerStarts(readFromServer)),
    client.prefetchQuery(alertList(readFromServer)),
    client.prefetchQuery(deadLetterList(readFromServer, filterOf(view, fingerprint), view)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <GroupPage key={fingerprint} fingerprint={fingerprint} />
    </HydrationBoundary>
  );
}
