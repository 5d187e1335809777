import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { commandDetailQuery } from '../../../../components/api/command-detail.ts';
import { makeQueryClient } from '../../../../components/api/query-client.ts';
import { traceOf, traceSize } from '../../../../components/api/trace-of.ts';
import { cutId } from '../../../../components/ui/format/cut-id.ts';
import { commandAddresses } from '../../../../components/ui/search-params/commands.ts';
import { isUuid } from '../../../../contracts/command-id.ts';
import { readFromServer } from '../../../server/read-operations.ts';
import { CommandPage } from './command-page.tsx';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return { title: isUuid(id) ? `Command ${cutId(id)}` : 'No command id' };
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  if (id !== id.toLowerCase()) redirect(`/commands/${id.toLowerCase()}`);
  const client = makeQueryClient();
  // A failed prefetch does not fail the page: the browser reads again and reports what is missing.
  const commandDetail = commandDetailQuery(readFromServer, id);
  await client.prefetchQuery(commandDetail);
  const correlationId = client.getQueryData(commandDetail.queryKey)?.command?.correlationId;
  // The ledger's part is read together with the command detail, so that nothing moves.
  if (correlationId !== undefined)
    await Promise.all([
      client.prefetchQuery(traceOf(readFromServer, correlationId, { command: id })),
      client.prefetchQuery(traceSize(readFromServer, correlationId)),
    ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CommandPage key={id} commandId={id} from={commandAddresses.backFrom((await searchParams).from)} />
    </HydrationBoundary>
  );
}
