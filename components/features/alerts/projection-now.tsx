'use client';

import { useQuery } from '@tanstack/react-query';
import { consumerList } from '../../api/consumer-list.ts';
import { lossOf } from '../../api/models/loss-of.ts';
import { openDeadLettersOf } from '../../api/open-dead-letters.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { reconciliation } from '../../api/reconciliation.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { deadLetterAddresses } from '../../ui/search-params/dead-letters.ts';
import { PhraseText } from '../../ui/text/phrase-text.tsx';
import { remainingWork } from './remaining-work.ts';

/** A projection after its alert has recovered: whether events are still pending, and how many were lost. */
export function ProjectionNow({ projection, now }: { projection: string; now: string }) {
  const { data } = useQuery(consumerList(readFromBrowser));
  const { data: sums } = useQuery(reconciliation(readFromBrowser));
  const deadLetters = useQuery(openDeadLettersOf(readFromBrowser, projection));
  const found = data?.projections.find((each) => each.projection === projection);
  if (!found || !data?.watch.current) return null;
  const open = deadLetters.error ? null : deadLetters.data;
  const left = remainingWork(found.lag, open);
  return (
    <p className="max-w-[72ch]">
      {found.title}
      {found.status === 'ok' ? ' keeps up, and ' : ': '}
      {left.pending}
      {left.deadLetters !== '' && '; '}
      {open ? (
        <PageLink href={deadLetterAddresses.listHref({ show: 'list', consumer: projection })}>
          {left.deadLetters}
        </PageLink>
      ) : (
        left.deadLetters
      )}
      . <PhraseText phrase={lossOf(sums ?? null)} now={now} />
    </p>
  );
}
