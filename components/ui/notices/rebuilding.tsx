import type { IndexCurrency } from '../../../contracts/dead-letters.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { Notice } from './notice.tsx';

/** How much of an incomplete list was read. */
function howFar({ behind, of }: IndexCurrency): string {
  if (behind === 0) return 'The list may be incomplete: the log cannot be read now';
  return `The list is being rebuilt: ${formatCount(Math.max(0, of - behind))} of ${formatCount(of)} read`;
}

/** Shown above an incomplete list; nothing above a complete one. */
export function RebuildingNote({ index }: { index: IndexCurrency }) {
  if (index.caughtUp) return null;
  return (
    <p role="status" className="mb-2 text-ink-2">
      {howFar(index)}. Some rows and counts are missing.
    </p>
  );
}

/** In place of a list that is empty only because it is incomplete. */
export function Rebuilding({ index, what = 'Dead letters' }: { index: IndexCurrency; what?: string }) {
  return (
    <Notice title={howFar(index)} role="status">
      <p>{what} appear here as they are read.</p>
    </Notice>
  );
}
