import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Documentation } from '../../../../components/features/documentation/documentation.tsx';
import { Frame } from '../../../frame.tsx';
import { readDocumentation } from '../../../server/read-documentation.ts';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readDocumentation((await params).name))?.title ?? 'No such page' };
}

/** A page of the documentation: alerts and consumers link to their entries in the runbook. */
export default async function Page({ params }: Props) {
  const page = await readDocumentation((await params).name);
  if (page === null) notFound();
  return (
    <Frame title={page.title}>
      <Documentation source={page.source} />
    </Frame>
  );
}
