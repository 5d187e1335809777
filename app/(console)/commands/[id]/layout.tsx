import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { isUuid } from '../../../../contracts/command-id.ts';

/** Refuses an invalid id before anything is sent: once the page streams, its status is 200. */
export default async function CommandLayout({
  params,
  children,
}: {
  params: Promise<{ id: string }>;
  children: ReactNode;
}) {
  if (!isUuid((await params).id)) notFound();
  return children;
}
