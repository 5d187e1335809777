import type { Trace } from '../../../contracts/traces.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { cutId } from '../../ui/format/cut-id.ts';
import { commandHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';

/** The gaps of a trace: unconfirmed commands, and times without ledger records. */
export function TraceGaps({ trace: { unconfirmed, gaps, readAt } }: { trace: Trace }) {
  if (unconfirmed.length === 0 && gaps.length === 0) return null;
  return (
    <ul className="mb-4 text-ink-2">
      {unconfirmed.map(({ commandId, at, process }) => (
        <li key={commandId}>
          The outcome of{' '}
          <PageLink href={commandHref(commandId)} className="mono">
            {cutId(commandId)}
          </PageLink>{' '}
          is unknown: <Inert text={process} /> reported this to its client at{' '}
          <Instant iso={at} now={readAt} as="exact" />, and no event of it is in this trace.
        </li>
      ))}
      {gaps.map(({ role, process, from, until, records, why }) => (
        <li key={`${process} ${from}`}>
          The ledger lacks {countOf(records, 'record')} of {role} <Inert text={process} /> between{' '}
          <Instant iso={from} now={readAt} as="exact" /> and <Instant iso={until} now={readAt} as="exact" /> (
          {why.replaceAll('-', ' ')}): some stages of these commands may be missing.
        </li>
      ))}
    </ul>
  );
}
