'use client';

import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { AlertDetail } from '../../../contracts/alerts.ts';
import type { DeadLetterGroup } from '../../../contracts/dead-letter-groups.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { openGroupsByCause } from '../../api/dead-letters.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { deadLetterGroupHref, deadLettersHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Apart } from '../../ui/text/apart.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { InstantSpan } from '../../ui/text/instant-span.tsx';
import { errorOf, tellApart } from '../../ui/text/tell-apart.ts';
import { isOfDeadLetters } from './next-page.ts';

const SHOWN = 3;

/** The open groups, the largest first; undefined until they are read, or if the alert is not about dead letters. */
export function useLargestGroups(detail: AlertDetail | undefined): readonly DeadLetterGroup[] | undefined {
  const { data } = useQuery({
    ...openGroupsByCause(readFromBrowser),
    enabled: detail !== undefined && isOfDeadLetters(detail),
  });
  return data?.groups.toSorted((a, b) => b.states.open - a.states.open);
}

/** What failed, by cause, the most frequent first. */
export function LargestGroups({
  groups,
  now,
  Lines,
}: {
  groups: readonly DeadLetterGroup[];
  now: string;
  Lines: ComponentType<{ group: DeadLetterGroup; now: string }>;
}) {
  const largest = groups.slice(0, SHOWN);
  const apart = tellApart(largest.map(({ newest }) => errorOf(newest)));
  return (
    <section aria-label="What failed, by cause" className="flex flex-col gap-1">
      <h2 className="section-title">What failed, by cause</h2>
      {groups.length === 0 ? (
        <p className="text-ink-2">No dead letter is open now.</p>
      ) : (
        <ul className="border-line border-t">
          {largest.map((group) => (
            <li key={group.key} className="flex flex-col gap-1 border-line border-b py-2 last:border-b-0">
              <PageLink
                href={deadLetterGroupHref(group.key)}
                className="[overflow-wrap:anywhere] pointer-coarse:py-2"
              >
                <Apart text={apart(errorOf(group.newest))} />
              </PageLink>
              <span className="text-ink-2">
                {formatCount(group.states.open)} open · <Inert text={group.newest.consumer} /> ·{' '}
                <InstantSpan from={group.firstFailedAt} to={group.failedAt} now={now} />
              </span>
              <Lines group={group} now={now} />
            </li>
          ))}
        </ul>
      )}
      {groups.length > SHOWN && (
        <PageLink href={deadLettersHref} className="self-start">
          All {formatCount(groups.length)} groups
        </PageLink>
      )}
    </section>
  );
}
