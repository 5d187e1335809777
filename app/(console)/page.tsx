import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { acceptance } from '../../components/api/acceptance.ts';
import { overview } from '../../components/api/overview.ts';
import { makeQueryClient } from '../../components/api/query-client.ts';
import { fittedRange } from '../../components/features/overview/fitted-range.ts';
import { factsOf } from '../../components/features/overview/overview-facts.ts';
import type { TimeRange } from '../../components/ui/chart/time-range.ts';
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
  const whole = overview(readFromServer);
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  const read = client.prefetchQuery(whole);
  const prefetchAcceptance = (of: TimeRange) => client.prefetchQuery(acceptance(readFromServer, of));
  if (range !== null) await Promise.all([read, prefetchAcceptance(range)]);
  else {
    await read;
    const data = client.getQueryData(whole.queryKey);
    const now = data?.at ?? new Date().toISOString();
    await prefetchAcceptance({ kind: 'last', name: fittedRange(factsOf(data), now) });
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OverviewPage />
    </HydrationBoundary>
  );
}
