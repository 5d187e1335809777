import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { activityActions, activityChanges } from '../../../components/api/activity.ts';
import { makeQueryClient } from '../../../components/api/query-client.ts';
import { readActivityView } from '../../../components/ui/search-params/activity.ts';
import { readFromServer } from '../../server/read-operations.ts';
import { ActivityPage } from './activity-page.tsx';

export const metadata = { title: 'Activity' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const view = readActivityView(await searchParams);
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await Promise.all([
    view.kind === 'pipeline'
      ? undefined
      : client.prefetchInfiniteQuery(activityActions(readFromServer, view)),
    view.kind === 'actions' ? undefined : client.prefetchInfiniteQuery(activityChanges(readFromServer, view)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ActivityPage />
    </HydrationBoundary>
  );
}
