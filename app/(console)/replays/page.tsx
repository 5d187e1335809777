import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { makeQueryClient } from '../../../components/api/query-client.ts';
import { replayList } from '../../../components/api/replays.ts';
import { readFromServer } from '../../server/read-operations.ts';
import { ReplaysPage } from './replays-page.tsx';

export const metadata = { title: 'Replays' };

export default async function Page() {
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await client.prefetchQuery(replayList(readFromServer));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReplaysPage />
    </HydrationBoundary>
  );
}
