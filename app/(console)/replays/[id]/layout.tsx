import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { isReplayId } from '../../../../components/ui/search-params/replays.ts';

/** Refuses an invalid id before anything is sent: once the page streams, its status is 200. */
export default async function ReplayLayout({
  params,
  children,
}: {
  params: Promise<{ id: string }>;
  children: ReactNode;
}) {
  if (!isReplayId((await params).id)) notFound();
  return children;
}
