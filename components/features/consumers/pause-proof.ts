import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import type { Action } from '../../../contracts/dead-letters.ts';

export type Wanted = 'paused' | 'resumed';

/** What the first read of the consumer after the action shows; `waiting` until then. */
export function proofOf(
  consumer: Pick<ConsumerSummary, 'snapshotAt' | 'pausedUntil'> | undefined,
  action: Pick<Action, 'at'>,
  wanted: Wanted,
): 'waiting' | 'proven' | 'refuted' {
  if (!consumer?.snapshotAt || Date.parse(consumer.snapshotAt) <= Date.parse(action.at)) return 'waiting';
  return (consumer.pausedUntil !== null) === (wanted === 'paused') ? 'proven' : 'refuted';
}
