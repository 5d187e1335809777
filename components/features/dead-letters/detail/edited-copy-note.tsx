import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import type { DeadLetterState } from '../../../../contracts/operation.ts';
import { deadLetterHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { editedCopyAdvice } from './edits-of.ts';

/** First on the dead letter of an edited event: which event it is a copy of, and that the original is the one to fix. */
export function EditedCopyNote({
  of: { id, state: original, actor, at },
  state,
  now,
}: {
  of: NonNullable<DeadLetterDetail['editOf']>;
  /** The state of the copy. */
  state: DeadLetterState;
  now: string;
}) {
  const advice = editedCopyAdvice(state, original);
  return (
    <p role="note" className="max-w-[80ch] border-line-strong border-l-2 pl-3 [overflow-wrap:anywhere]">
      An edited copy of{' '}
      <PageLink href={deadLetterHref(id)} className="mono">
        <Inert text={id} />
      </PageLink>
      , sent by <Inert text={actor} /> <Instant iso={at} now={now} />.{advice !== '' && ` ${advice}`}
    </p>
  );
}
