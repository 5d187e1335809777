import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import type { Act } from '../../../contracts/dead-letters.ts';

export type Wanted = 'paused' | 'going on';

/** What the first look at the consumer after the act says; `waiting` until there has been one. */
export function proofOf(
  consumer: Pick<ConsumerSummary, 'sampledAt' | 'pausedUntil'> | undefined,
  act: Pick<Act, 'at'>,
  wanted: Wanted,
): 'waiting' | 'proven' | 'refuted' {
  if (!consumer?.sampledAt || Date.parse(consumer.sampledAt) <= Date.parse(act.at)) return 'waiting';
  return (consumer.pausedUntil !== null) === (wanted === 'paused') ? 'proven' : 'refuted';
}
