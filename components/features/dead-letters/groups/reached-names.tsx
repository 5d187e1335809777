'use client';

import { Fragment } from 'react';
import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { channelName } from '../../../ui/format/channel-name.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { Inert } from '../../../ui/text/inert.tsx';

type Reached = DeadLetterGroupDetail['reach']['largestChannels'][number];

/**
 * The most affected channels or callers of a group, each with its number of dead letters. A click on a name filters
 * the list by it.
 */
export function ReachedNames({
  title,
  of,
  total,
  shown,
  hrefOf,
  choose,
}: {
  title: string;
  of: readonly Reached[];
  /** How many there are in all, named or not. */
  total: number;
  /** The present filter of the list. */
  shown: string;
  hrefOf(name: string): string;
  choose(name: string): void;
}) {
  if (of.length === 0) return null;
  return (
    <p className="[overflow-wrap:anywhere]">
      <span className="text-ink-2">{title}: </span>
      {of.map(({ name, count, open }, index) => (
        <Fragment key={name}>
          {index > 0 && ', '}
          <PageLink
            href={hrefOf(name)}
            aria-current={name === shown ? 'true' : undefined}
            className={`pointer-coarse:inline-block ${name === shown ? 'font-semibold' : ''}`}
            // The list is on the same page, so the page does not change.
            onNavigate={(event) => {
              event.preventDefault();
              choose(name);
            }}
          >
            <Inert text={channelName(name)} />
          </PageLink>{' '}
          {formatCount(count)}
          {open < count && ` (${formatCount(open)} open)`}
        </Fragment>
      ))}
      {total > of.length && `, and ${formatCount(total - of.length)} more`}
    </p>
  );
}
