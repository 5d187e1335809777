import Link from 'next/link';
import { runbookHref } from './runbook-href.ts';

/** Where the runbook says more. */
export function RunbookLink({ to }: { to: string }) {
  if (to === '') return null;
  return <Link href={runbookHref(to)}>Runbook</Link>;
}
