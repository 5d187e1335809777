import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { makeQueryClient } from '../../../../components/api/query-client.ts';
import { replayOf } from '../../../../components/api/replays.ts';
import { cutId } from '../../../../components/ui/format/cut-id.ts';
import { replayAddresses } from '../../../../components/ui/search-params/replays.ts';
import { readFromServer } from '../../../server/read-operations.ts';
import { ReplayPage } from './replay-page.tsx';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Replay ${cutId((await params).id)}` };
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await client.prefetchQuery(replayOf(readFromServer, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReplayPage key={id} replayId={id} from={replayAddresses.backFrom((await searchParams).from)} />
    </HydrationBoundary>
  );
}
