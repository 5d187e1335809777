import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { apiKeyList } from '../../../components/api/api-keys.ts';
import { personList } from '../../../components/api/people.ts';
import { makeQueryClient } from '../../../components/api/query-client.ts';
import { readFromServer } from '../../server/read-operations.ts';
import { AccessPage } from './access-page.tsx';

export const metadata = { title: 'Access' };

export default async function Page() {
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await Promise.all([
    client.prefetchQuery(apiKeyList(readFromServer)),
    client.prefetchQuery(personList(readFromServer)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AccessPage />
    </HydrationBoundary>
  );
}
