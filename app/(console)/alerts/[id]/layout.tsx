import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { isAlertId } from '../../../../components/ui/search-params/alerts.ts';

/** Refuses an invalid id before anything is sent: once the page streams, its status is 200. */
export default async function AlertLayout({
  params,
  children,
}: {
  params: Promise<{ id: string }>;
  children: ReactNode;
}) {
  if (!isAlertId((await params).id)) notFound();
  return children;
}
