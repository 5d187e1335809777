import { readCommandId } from '../../../contracts/command-id.ts';
import { CopyButton } from '../../ui/buttons/copy-button.tsx';
import { commandHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Notice } from '../../ui/notices/notice.tsx';
import { traceAddresses } from '../../ui/search-params/traces.ts';
import { Inert } from '../../ui/text/inert.tsx';

/** The ledger has no command with this correlation id: what that means. */
export function TraceUnknown({ correlationId }: { correlationId: string }) {
  const isCommand = readCommandId(correlationId) !== undefined;
  return (
    <Notice title="The ledger has no command with this correlation id">
      <p className="flex min-w-0 items-center gap-1">
        <code className="min-w-0 break-all">
          <Inert text={correlationId} />
        </code>
        <CopyButton text={correlationId} what="the correlation id" />
      </p>
      {isCommand && (
        <p>
          This could be a command id:{' '}
          <PageLink href={commandHref(correlationId.toLowerCase())}>open that command</PageLink>.
        </p>
      )}
      <p>
        The search is for the whole id. If its end may be missing, search for{' '}
        <PageLink href={traceAddresses.listHref({ q: correlationId })}>ids that begin with it</PageLink>.
      </p>
      <p>
        Either no command with this id was accepted, or it is older than the ledger. An older command is found
        by its own id, at <PageLink href="/commands">Commands</PageLink>: the log keeps it for longer.
      </p>
      <p className="text-ink-2">This page asks again every 5 s.</p>
    </Notice>
  );
}
