'use client';

import { useState } from 'react';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { ENTRIES_SHOWN } from '../../../limits.ts';
import { deadLetterHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { Inert } from '../../../ui/text/inert.tsx';

/** Dead letters by their ids, each a link; a few at first, and a way to all that are known of here. */
export function DeadLetterLinks({
  entries,
  total,
}: {
  entries: readonly { entry: string; detail?: string }[];
  /** How many there are; of more than are listed, the rest is only counted. */
  total: number;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, ENTRIES_SHOWN);
  return (
    <ul className="flex flex-col py-1 pl-4">
      {shown.map(({ entry, detail }) => (
        <li key={entry} className="min-h-6 [overflow-wrap:anywhere]">
          <PageLink href={deadLetterHref(entry)} className="mono">
            {entry}
          </PageLink>
          {detail !== undefined && detail !== '' && (
            <span className="text-ink-2">
              {' '}
              <Inert text={detail} />
            </span>
          )}
        </li>
      ))}
      {!all && entries.length > shown.length && (
        <li>
          <button type="button" className="quiet-button" onClick={() => setAll(true)}>
            <span className="link">Show {countOf(entries.length, 'entry', 'entries')}</span>
          </button>
        </li>
      )}
      {total > entries.length && (all || entries.length <= shown.length) && (
        <li className="text-ink-2">and {formatCount(total - entries.length)} more, not listed here</li>
      )}
    </ul>
  );
}
