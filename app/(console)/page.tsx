import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { acceptance } from '../../components/api/acceptance.ts';
import { overview } from '../../components/api/overview.ts';
import { makeQueryClient } from '../../components/api/query-client.ts';
import { readChartsView } from '../../components/ui/search-params/charts.ts';
import { readFromServer } from '../server/read-operations.ts';
import { OverviewPage } from './overview-page.tsx';

export const metadata = { title: 'Overview' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { range } = readChartsView(await searchParams);
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await Promise.all([
    client.prefetchQuery(overview(readFromServer)),
    client.prefetchQuery(acceptance(readFromServer, range)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OverviewPage />
    </HydrationBoundary>
  );
}
