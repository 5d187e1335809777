import Link from 'next/link';
import { readCommandId } from '../../contracts/command-id.ts';
import { CopyButton } from '../copy-button.tsx';
import { Inert } from '../inert/inert.tsx';
import { Notice } from '../notice.tsx';
import { EVERYTHING, traceAddresses } from './traces-view.ts';

/** The ledger tells of no command with this correlation id: what that means. */
export function TraceUnknown({ correlationId }: { correlationId: string }) {
  const isCommand = readCommandId(correlationId) !== undefined;
  return (
    <Notice title="The ledger knows no command of this correlation">
      <p className="flex min-w-0 items-center gap-1">
        <code className="min-w-0 break-all">
          <Inert text={correlationId} />
        </code>
        <CopyButton text={correlationId} what="the correlation id" />
      </p>
      {isCommand && (
        <p>
          It has the form of a command’s id:{' '}
          <Link href={`/commands/${correlationId.toLowerCase()}`}>open that command</Link>.
        </p>
      )}
      <p>
        It is looked for as a whole. Where some of it may be missing, look for{' '}
        <Link href={traceAddresses.listHref({ ...EVERYTHING, q: correlationId })}>
          ids that begin like it
        </Link>
        .
      </p>
      <p>
        Either no command with it was accepted, or they are older than the ledger reaches. An older command is
        found by its own id, at <Link href="/commands">Commands</Link>: the log keeps it for longer.
      </p>
      <p className="text-ink-2">This page asks again every 5 s.</p>
    </Notice>
  );
}
