import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { deadLetterHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { deadLetterStatus } from '../../../ui/status/dead-letter-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { Apart } from '../../../ui/text/apart.tsx';
import { errorOf, tellApart } from '../../../ui/text/tell-apart.ts';

/** Other dead letters related to this one: how many, and the first of them. */
export function Neighbours({
  what,
  near,
}: {
  what: string;
  near: DeadLetterDetail['neighbours']['aggregate'];
}) {
  if (near.total === 0) return <p className="text-ink-2">No other dead letter {what}.</p>;
  const apart = tellApart(near.deadLetters.map(errorOf));
  return (
    <div className="mb-2">
      <p>
        {countOf(near.total, 'other dead letter')} {what}
      </p>
      <ul>
        {near.deadLetters.map(({ id, state, ...failure }) => (
          <li key={id} className="flex min-w-0 gap-x-3 max-cramped:flex-wrap">
            <StatusWord status={deadLetterStatus[state]} className="w-24 shrink-0" />
            <PageLink href={deadLetterHref(id)} className="truncate">
              <Apart text={apart(errorOf(failure))} />
            </PageLink>
          </li>
        ))}
      </ul>
      {near.total > near.deadLetters.length && (
        <p className="text-ink-2">and {formatCount(near.total - near.deadLetters.length)} more</p>
      )}
    </div>
  );
}
