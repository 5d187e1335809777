import { ActionFailure } from '../../../api/failures/action-failure.tsx';
import type { BulkOutcome } from './act-on-target.ts';
import { ActionOutcome } from './action-outcome.tsx';
import { actionWords } from './action-words.ts';

/** The outcome of taking a decision back; nothing before that. */
export function TakenBack({
  kind,
  outcome,
  error,
}: {
  kind: 'restored' | 'released';
  outcome: BulkOutcome | undefined;
  error: Error | null;
}) {
  return (
    <>
      <div role="status">{outcome && <ActionOutcome outcome={outcome} word={actionWords[kind].done} />}</div>
      <div role="alert">{error && <ActionFailure error={error} />}</div>
    </>
  );
}
