import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { consumerDetail } from '../../../../../components/api/consumer-detail.ts';
import { consumerList } from '../../../../../components/api/consumer-list.ts';
import { makeQueryClient } from '../../../../../components/api/query-client.ts';
import {
  type ConsumerName,
  consumerId,
  readConsumerId,
} from '../../../../../components/ui/format/consumer-name.ts';
import { consumerAddresses } from '../../../../../components/ui/search-params/consumers.ts';
import { decodePath } from '../../../../../contracts/routes/path.ts';
import { readFromServer } from '../../../../server/read-operations.ts';
import { ConsumerPage } from './consumer-page.tsx';

interface Props {
  params: Promise<{ stream: string; consumer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function consumerIn(params: Props['params']): Promise<ConsumerName | null> {
  const { stream, consumer } = await params;
  return readConsumerId(decodePath(`${stream}/${consumer}`) ?? '');
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const of = await consumerIn(params);
  return { title: of === null ? 'No consumer' : `${of.consumer} on ${of.stream}` };
}

export default async function Page({ params, searchParams }: Props) {
  const of = await consumerIn(params);
  if (of === null) notFound();
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await Promise.all([
    client.prefetchQuery(consumerDetail(readFromServer, of)),
    client.prefetchQuery(consumerList(readFromServer)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ConsumerPage
        key={consumerId(of)}
        of={of}
        from={consumerAddresses.backFrom((await searchParams).from)}
      />
    </HydrationBoundary>
  );
}
