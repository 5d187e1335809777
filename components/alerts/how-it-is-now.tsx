'use client';

import { useQuery } from '@tanstack/react-query';
import { countOf } from '../format/count.ts';
import { consumerList } from '../operations/consumer-list.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { reconciliation } from '../operations/reconciliation.ts';
import { lossOf } from '../overview/loss-of.ts';
import { PhraseText } from '../overview/phrase-text.tsx';
import { titleOf } from '../overview/projections-in-trouble.ts';

/** How a projection stands after an alert of it is over: whether anything still waits, and the count that says what was lost. */
export function HowItIsNow({ projection, now }: { projection: string; now: string }) {
  const { data } = useQuery(consumerList(readFromBrowser));
  const { data: sums } = useQuery(reconciliation(readFromBrowser));
  const found = data?.projections.find((each) => each.projection === projection);
  if (!found || !data?.watch.current) return null;
  const waits =
    found.lag === 0
      ? 'nothing waits any more, all of it was applied or is among the dead letters'
      : `${countOf(found.lag, 'event')} ${found.lag === 1 ? 'waits' : 'wait'}, safe in the log`;
  return (
    <p className="max-w-[72ch]">
      {titleOf(projection)}
      {found.status === 'ok' && ' keeps up now'}: {waits}.{' '}
      <PhraseText phrase={lossOf(sums ?? null)} now={now} />
    </p>
  );
}
