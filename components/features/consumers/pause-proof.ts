import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import type { Action } from '../../../contracts/dead-letters.ts';

export type Wanted = 'paused' | 'going on';

/** What the first look at the consumer after the act says; `waiting` until there has been one. */
export function proofOf(
  consumer: Pick<ConsumerSummary, 'snapshotAt' | 'pausedUntil'> | undefined,
  action: Pick<Action, 'at'>,
  wanted: Wanted,
): 'waiting' | 'proven' | 'refuted' {
  if (!consumer?.snapshotAt || Date.parse(consumer.snapshotAt) <= Date.parse(action.at)) return 'waiting';
  return (consumer.pausedUntil !== null) === (wanted === 'paused') ? 'proven' : 'refuted';
}
