import type { IndexCurrency } from '../../../../contracts/dead-letters.ts';
import { Notice } from '../../../ui/notices/notice.tsx';
import { Instant } from '../../../ui/text/instant.tsx';

/** Nothing is open: why that is good. */
export function NoDeadLetters({ ofGroup, index }: { ofGroup: boolean; index: IndexCurrency }) {
  return (
    <Notice title={ofGroup ? 'Nothing of this group is open' : 'No dead letter is open'}>
      <p>
        {ofGroup
          ? 'All of it was resolved, discarded or put on hold. Choose another state to see which.'
          : 'Every event that a consumer could not apply would be listed here, whole, with its error and a way back. That there is none means that whatever was accepted is applied, rejected by a rule, or on its way.'}
      </p>
      <p className="text-ink-2">
        Read <Instant iso={index.readAt} now={index.readAt} /> from the stream of dead letters.
      </p>
    </Notice>
  );
}
