import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { makeQueryClient } from '../../../../components/api/query-client.ts';
import { traceOf } from '../../../../components/api/trace-of.ts';
import { cutId } from '../../../../components/ui/format/cut-id.ts';
import { readTraceView, traceAddresses } from '../../../../components/ui/search-params/traces.ts';
import { readFromServer } from '../../../server/read-operations.ts';
import { correlationIdIn } from './read-correlation-id.ts';
import { TracePage } from './trace-page.tsx';

interface Props {
  params: Promise<{ correlationId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = correlationIdIn((await params).correlationId);
  return { title: id === null ? 'No correlation id' : `Trace ${cutId(id)}` };
}

export default async function Page({ params, searchParams }: Props) {
  // The layout has refused invalid ids.
  const id = correlationIdIn((await params).correlationId) ?? '';
  const { command, cursor, from } = readTraceView(await searchParams);
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  await client.prefetchQuery(traceOf(readFromServer, id, { command, cursor }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TracePage
        key={`${id} ${command} ${cursor}`}
        correlationId={id}
        command={command}
        cursor={cursor}
        from={traceAddresses.backFrom(from)}
      />
    </HydrationBoundary>
  );
}
