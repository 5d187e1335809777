import type { CommandDetail } from '../../../../contracts/command-detail.ts';
import { readCommandId } from '../../../../contracts/command-id.ts';
import { CopyButton } from '../../../ui/buttons/copy-button.tsx';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { Notice } from '../../../ui/notices/notice.tsx';
import { traceHref } from '../../../ui/search-params/traces.ts';
import { commandStatus, type Outcome } from '../../../ui/status/command-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { ClientAnswer } from './client-answer.tsx';

/**
 * A command that is not in the log: never accepted, expired, older than the log, or unknown. Explains what that
 * means.
 */
export function NotHeld({
  commandId,
  outcome,
  commandDetail,
  stale,
}: {
  commandId: string;
  outcome: Outcome;
  commandDetail: CommandDetail;
  stale: boolean;
}) {
  const minted = readCommandId(commandId)?.mintedAt;
  return (
    <div className="max-w-160" data-outcome={outcome}>
      <p>
        <StatusWord status={commandStatus[outcome]} />
      </p>
      <Notice
        title={
          minted === undefined
            ? 'Not a command id'
            : (titles[outcome] ?? 'The state of this command is unknown')
        }
      >
        <p className="flex min-w-0 items-center gap-1">
          <code className="min-w-0 break-all">{commandId}</code>
          <CopyButton text={commandId} what="the command id" />
        </p>
        {minted === undefined ? (
          <p>
            This UUID is not version 7, as command ids are: it may be a correlation id or from another system.
            A command’s id is in its 202 answer and in Location.{' '}
            <PageLink href={traceHref(commandId)}>Look it up as a correlation id</PageLink>
          </p>
        ) : (
          <Meaning outcome={outcome} />
        )}
        {minted !== undefined && (
          <p className="text-ink-2">
            The id was created <Instant iso={new Date(minted).toISOString()} now="" as="instant" />. The log
            was read <Instant iso={commandDetail.readAt} now="" as="instant" />
            {stale && ', and cannot be read now'}.
          </p>
        )}
      </Notice>
      <ClientAnswer answer={commandDetail.client} commandId={commandId} />
    </div>
  );
}

const titles: Partial<Record<Outcome, string>> = {
  never_accepted: 'This command was never accepted',
  not_in_log: 'This command has not reached the log',
  past_retention: 'The log no longer holds this command',
  before_log: 'This log never held this command',
  lost_by_log: 'The log lost the part that held this command',
};

function Meaning({ outcome }: { outcome: Outcome }) {
  if (outcome === 'never_accepted') {
    return (
      <>
        <p>
          The log itself was read and has no event with this id. No client got a 202 for this id, and nothing
          will be applied.
        </p>
        <p>
          The id may be mistyped or from another environment, or the client got a 4xx, a 503 or no answer. It
          is safe to send the command again with the same Idempotency-Key. This page asks again every 5 s.
        </p>
      </>
    );
  }
  if (outcome === 'not_in_log') {
    return (
      <>
        <p>
          The log itself was read and has no event with this id. The id is recent: the command may never have
          been accepted, or may still arrive.
        </p>
        <p>
          If the client got a 504, the command may still arrive. It is safe to send it again with the same
          Idempotency-Key. This page asks again every 5 s.
        </p>
      </>
    );
  }
  if (outcome === 'past_retention') {
    return (
      <p>
        The id is older than the oldest event in the log, so the log can’t say whether the command was
        accepted. If it was applied, its effect is still in the read models.
      </p>
    );
  }
  if (outcome === 'before_log') {
    return (
      <p>
        The id is older than this log, so this log dropped no event of it. The command was sent to another
        environment or to an earlier log; the answer below says when this log began.
      </p>
    );
  }
  if (outcome === 'lost_by_log') {
    return (
      <p>
        The stream this command belongs to was destroyed, so the log can no longer say whether the command was
        accepted. If it was applied, its effect is still in the read models: read those before you send it
        again. The reconciliation counts what was lost.
      </p>
    );
  }
  return <p>The log could not be read. The present client view is below. This page asks again every 5 s.</p>;
}
