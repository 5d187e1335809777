import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { correlationIdIn } from './read-correlation-id.ts';

/** Refuses an invalid correlation id before anything is sent: once the page streams, its status is 200. */
export default async function TraceLayout({
  params,
  children,
}: {
  params: Promise<{ correlationId: string }>;
  children: ReactNode;
}) {
  if (correlationIdIn((await params).correlationId) === null) notFound();
  return children;
}
