import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { readRange } from '../../components/chart/time-range.ts';
import { acceptance } from '../../components/operations/acceptance.ts';
import { overview } from '../../components/operations/overview.ts';
import { makeQueryClient } from '../../components/operations/query-client.ts';
import { sampleState } from '../../components/operations/samples.ts';
import { readFromServer } from '../server/read-operations.ts';
import { OverviewPage } from './overview-page.tsx';

export const metadata = { title: 'Overview' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { range } = await searchParams;
  const client = makeQueryClient();
  // A failed prefetch is no failure of the page: the browser asks again and says what is missing.
  await Promise.all([
    client.prefetchQuery(overview(readFromServer)),
    client.prefetchQuery(sampleState(readFromServer)),
    client.prefetchQuery(acceptance(readFromServer, readRange(typeof range === 'string' ? range : null))),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OverviewPage />
    </HydrationBoundary>
  );
}
