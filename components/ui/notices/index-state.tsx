import type { IndexCurrency } from '../../../contracts/dead-letters.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { Instant } from '../text/instant.tsx';

/** Says what the ledger's index lacks. Shows nothing if the index is current. */
export function IndexState({ index }: { index: IndexCurrency }) {
  if (index.caughtUp) return null;
  return (
    <p role="status" className="mb-2 text-ink-2">
      The ledger’s index is{' '}
      {index.behind > 0 ? `${formatCount(index.behind)} messages behind` : 'not current'} at{' '}
      <Instant iso={index.readAt} now={index.readAt} />: newer commands, and the outcomes of some, are missing
      here.
    </p>
  );
}
