import { PageLink } from './page-link.tsx';
import { runbookHref } from './runbook-href.ts';

/** Where the runbook says more. */
export function RunbookLink({ to, words = 'Runbook' }: { to: string; words?: string }) {
  if (to === '') return null;
  return (
    <PageLink href={runbookHref(to)} className="[overflow-wrap:anywhere]">
      {words}
    </PageLink>
  );
}
