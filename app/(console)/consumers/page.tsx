import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { consumerList } from '../../../components/api/consumer-list.ts';
import { makeQueryClient } from '../../../components/api/query-client.ts';
import { readFromServer } from '../../server/read-operations.ts';
import { ConsumersPage } from './consumers-page.tsx';

export const metadata = { title: 'Consumers' };

export default async function Page() {
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await client.prefetchQuery(consumerList(readFromServer));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ConsumersPage />
    </HydrationBoundary>
  );
}
