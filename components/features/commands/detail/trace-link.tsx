import type { CommandSummary } from '../../../../contracts/command-detail.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { traceHref } from '../../../ui/search-params/traces.ts';
import styles from './command-detail.module.css';

/** `3 commands →`; if the ledger doesn't know how many, a link to this command's own trace, which needs only the log. */
export function TraceLink({ command, size }: { command: CommandSummary; size: number | null }) {
  const { correlationId, commandId } = command;
  return (
    <PageLink
      href={traceHref(correlationId, size === null ? { command: commandId } : { at: commandId })}
      className={`${styles.traceLink} font-sans`}
    >
      {size === null ? 'trace' : countOf(size, 'command')} <span aria-hidden="true">→</span>
    </PageLink>
  );
}
