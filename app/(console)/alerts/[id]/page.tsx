import { dehydrate, HydrationBoundary, type QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { alertDetail } from '../../../../components/api/alerts.ts';
import { consumerList } from '../../../../components/api/consumer-list.ts';
import { openGroupsByCause } from '../../../../components/api/dead-letters.ts';
import { makeQueryClient } from '../../../../components/api/query-client.ts';
import { workerStarts } from '../../../../components/api/worker-starts.ts';
import { isOfDeadLetters } from '../../../../components/features/alerts/next-page.ts';
import { alertAddresses, isAlertId } from '../../../../components/ui/search-params/alerts.ts';
import { readFromServer } from '../../../server/read-operations.ts';
import { AlertPage } from './alert-page.tsx';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return { title: isAlertId(id) ? `Alert ${id}` : 'No alert' };
}

/** Where the webhook's link leads. */
export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await client.prefetchQuery(alertDetail(readFromServer, id));
  await prefetchWhatItIsAbout(client, id);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AlertPage key={id} id={id} from={alertAddresses.backFrom((await searchParams).from)} />
    </HydrationBoundary>
  );
}

/** The alert's first sentence has counts that are read with the alert, so that nothing moves when they arrive. */
async function prefetchWhatItIsAbout(client: QueryClient, id: string): Promise<void> {
  const detail = client.getQueryData(alertDetail(readFromServer, id).queryKey);
  if (detail === undefined || detail.alert.state !== 'firing') return;
  if (isOfDeadLetters(detail))
    await Promise.all([
      client.prefetchQuery(openGroupsByCause(readFromServer)),
      client.prefetchQuery(workerStarts(readFromServer)),
    ]);
  else if (detail.alert.subject.kind === 'projection')
    await client.prefetchQuery(consumerList(readFromServer));
}
