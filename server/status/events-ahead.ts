import type { Progress } from './progress-cache.ts';

/**
 * How many events of its partition stand before one and are not applied: of those delivered, what is ack pending at most; those not
 * delivered before it; and those that wait in RETRIES. The same definition as that of a lag (server/operations/consumers/unapplied.ts).
 */
export function eventsAhead(
  {
    ackFloor,
    delivered,
    ackPending,
    retrying,
  }: Pick<Progress, 'ackFloor' | 'delivered' | 'ackPending' | 'retrying'>,
  sequence: number,
): number {
  const before = sequence - 1;
  const undelivered = Math.max(0, before - Math.max(delivered, ackFloor));
  const outstanding = Math.min(ackPending, Math.max(0, Math.min(before, delivered) - ackFloor));
  const retried = retrying.reduce((count, each) => (each < sequence ? count + 1 : count), 0);
  return undelivered + outstanding + retried;
}
