import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { isDeadLetterId } from '../../../../contracts/dead-letter-id.ts';
import { decodePath } from '../../../../contracts/routes/path.ts';

/** Refuses an invalid id before anything is sent: once the page streams, its status is 200. */
export default async function DeadLetterLayout({
  params,
  children,
}: {
  params: Promise<{ id: string }>;
  children: ReactNode;
}) {
  if (!isDeadLetterId(decodePath((await params).id) ?? '')) notFound();
  return children;
}
