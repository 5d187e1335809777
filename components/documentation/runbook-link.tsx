import Link from 'next/link';
import { runbookHref } from './runbook-href.ts';

/** Where the runbook says more. */
export function RunbookLink({ to, words = 'Runbook' }: { to: string; words?: string }) {
  if (to === '') return null;
  return (
    <Link href={runbookHref(to)} className="[overflow-wrap:anywhere]">
      {words}
    </Link>
  );
}
