import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { cutId } from '../../../../components/format/cut-id.ts';
import { commandSlip } from '../../../../components/operations/command-slip.ts';
import { makeQueryClient } from '../../../../components/operations/query-client.ts';
import { isUuid } from '../../../../contracts/command-id.ts';
import { readFromServer } from '../../../server/read-operations.ts';
import { readFrom } from '../search-params.ts';
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
  // A failed prefetch is no failure of the page: the browser asks again and says what is missing.
  await client.prefetchQuery(commandSlip(readFromServer, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CommandPage key={id} commandId={id} from={readFrom((await searchParams).from)} />
    </HydrationBoundary>
  );
}
