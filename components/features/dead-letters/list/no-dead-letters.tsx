import type { IndexCurrency } from '../../../../contracts/dead-letters.ts';
import { Notice } from '../../../ui/notices/notice.tsx';
import { Instant } from '../../../ui/text/instant.tsx';

/** Shown if nothing is open: what that means. */
export function NoDeadLetters({ ofGroup, index }: { ofGroup: boolean; index: IndexCurrency }) {
  return (
    <Notice title={ofGroup ? 'No open dead letters in this group' : 'No dead letter is open'}>
      <p>
        {ofGroup
          ? 'All its dead letters were resolved, discarded or put on hold. Choose another state to see them.'
          : 'Every event that a consumer could not apply is listed here, with its error and a replay. None means that every accepted command is applied, rejected by a rule, or in flight.'}
      </p>
      <p className="text-ink-2">
        Read <Instant iso={index.readAt} now={index.readAt} /> from the stream of dead letters.
      </p>
    </Notice>
  );
}
