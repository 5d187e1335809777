import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { deadLetterIdIn } from './read-dead-letter-id.ts';

/** Refuses an invalid id before anything is sent: once the page streams, its status is 200. */
export default async function DeadLetterLayout({
  params,
  children,
}: {
  params: Promise<{ id: string }>;
  children: ReactNode;
}) {
  if (deadLetterIdIn((await params).id) === null) notFound();
  return children;
}
