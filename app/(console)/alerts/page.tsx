import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { alertList } from '../../../components/api/alerts.ts';
import { makeQueryClient } from '../../../components/api/query-client.ts';
import { readFromServer } from '../../server/read-operations.ts';
import { AlertsPage } from './alerts-page.tsx';

export const metadata = { title: 'Alerts' };

export default async function Page() {
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await client.prefetchQuery(alertList(readFromServer));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AlertsPage />
    </HydrationBoundary>
  );
}
