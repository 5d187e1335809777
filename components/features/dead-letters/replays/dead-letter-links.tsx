'use client';

import { useState } from 'react';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { DEAD_LETTERS_SHOWN } from '../../../limits.ts';
import { deadLetterHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { Inert } from '../../../ui/text/inert.tsx';

/** Dead letters by their ids, each a link; a few at first, and a way to all that are known of here. */
export function DeadLetterLinks({
  items,
  total,
}: {
  items: readonly { deadLetterId: string; detail?: string }[];
  /** How many there are; of more than are listed, the rest is only counted. */
  total: number;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, DEAD_LETTERS_SHOWN);
  return (
    <ul className="flex flex-col py-1 pl-4">
      {shown.map(({ deadLetterId, detail }) => (
        <li key={deadLetterId} className="min-h-6 [overflow-wrap:anywhere]">
          <PageLink href={deadLetterHref(deadLetterId)} className="mono">
            {deadLetterId}
          </PageLink>
          {detail !== undefined && detail !== '' && (
            <span className="text-ink-2">
              {' '}
              <Inert text={detail} />
            </span>
          )}
        </li>
      ))}
      {!all && items.length > shown.length && (
        <li>
          <button type="button" className="quiet-button" onClick={() => setAll(true)}>
            <span className="link">Show {countOf(items.length, 'dead letter')}</span>
          </button>
        </li>
      )}
      {total > items.length && (all || items.length <= shown.length) && (
        <li className="text-ink-2">and {formatCount(total - items.length)} more, not listed here</li>
      )}
    </ul>
  );
}
