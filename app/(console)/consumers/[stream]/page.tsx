import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { consumerList } from '../../../../components/api/consumer-list.ts';
import { makeQueryClient } from '../../../../components/api/query-client.ts';
import { readProjectionId } from '../../../../components/ui/format/consumer-name.ts';
import { consumerAddresses } from '../../../../components/ui/search-params/consumers.ts';
import { decodePath } from '../../../../contracts/routes/path.ts';
import { readFromServer } from '../../../server/read-operations.ts';
import { ProjectionPage } from './projection-page.tsx';

interface Props {
  /** A single name is that of a projection. Next requires the same parameter name as in the path with a consumer. */
  params: Promise<{ stream: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const projectionIn = async (params: Props['params']): Promise<string | null> =>
  readProjectionId(decodePath((await params).stream) ?? '');

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const projection = await projectionIn(params);
  return { title: projection === null ? 'No projection' : `${projection}, all partitions` };
}

export default async function Page({ params, searchParams }: Props) {
  const projection = await projectionIn(params);
  if (projection === null) notFound();
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await client.prefetchQuery(consumerList(readFromServer));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ProjectionPage
        key={projection}
        projection={projection}
        from={consumerAddresses.backFrom((await searchParams).from)}
      />
    </HydrationBoundary>
  );
}
