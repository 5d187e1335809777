import type { Progress } from './progress-cache.ts';

/**
 * How many earlier events of its partition are not applied yet: ack pending (at most), pending before it, and in RETRIES. The same
 * definition as for a lag (server/operations/consumers/unapplied.ts).
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
