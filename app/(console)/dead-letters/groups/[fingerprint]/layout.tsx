import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';

/** Refuses an invalid fingerprint before anything is sent: once the page streams, its status is 200. */
export default async function GroupLayout({
  params,
  children,
}: {
  params: Promise<{ fingerprint: string }>;
  children: ReactNode;
}) {
  if (!/^[0-9a-f]{16}$/.test((await params).fingerprint)) notFound();
  return children;
}
