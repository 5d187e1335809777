import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { deadLetterQuery } from '../../../../components/api/dead-letters.ts';
import { makeQueryClient } from '../../../../components/api/query-client.ts';
import { workerStarts } from '../../../../components/api/worker-starts.ts';
import { backFromDeadLetter } from '../../../../components/ui/search-params/dead-letters.ts';
import { readFromServer } from '../../../server/read-operations.ts';
import { DeadLetterPage } from './dead-letter-page.tsx';
import { deadLetterIdIn } from './read-dead-letter-id.ts';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = deadLetterIdIn((await params).id);
  return { title: id === null ? 'No dead letter' : `Dead letter ${id}` };
}

export default async function Page({ params, searchParams }: Props) {
  const id = deadLetterIdIn((await params).id) ?? '';
  const client = makeQueryClient();
  await Promise.all([
    client.prefetchQuery(deadLetterQuery(readFromServer, id)),
    client.prefetchQuery(workerStarts(readFromServer)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DeadLetterPage key={id} id={id} from={backFromDeadLetter((await searchParams).from)} />
    </HydrationBoundary>
  );
}
