import type { CommandSummary } from '../../../../contracts/command-detail.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { traceHref } from '../../../ui/search-params/traces.ts';
import styles from './command-detail.module.css';

/** `3 commands →`; where the ledger does not know how many, this one's trace alone, which the log can give. */
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
