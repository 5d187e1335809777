import type { ProjectionReconciliation } from '../../../contracts/reconciliation.ts';
import type { PartitionCount } from './count.ts';
import { IntervalSet } from './interval-set.ts';

/** Compares what was counted by sequences with the server's own numbers. */
export function checkCounts(partitions: readonly PartitionCount[]): ProjectionReconciliation['checks'] {
  const checks = {
    messages: { counted: 0, reported: 0 },
    pending: { counted: 0, reported: 0 },
    ackPending: { counted: 0, reported: 0 },
  };
  for (const { stream, now, account } of partitions) {
    const { window, firstHeld, progress, erased } = now;
    const [first, last] = window;
    // If the stream holds more than the window, its number covers something else.
    if (first <= firstHeld) {
      checks.messages.counted += IntervalSet.between(firstHeld, last).subtract(erased).count;
      checks.messages.reported += stream.state.messages;
    }
    if (!progress) continue;
    const from = Math.max(firstHeld, progress.delivered + 1);
    checks.pending.counted += IntervalSet.between(from, last).subtract(erased).count;
    checks.pending.reported += progress.pending;
    checks.ackPending.counted += account.ackPending.count;
    checks.ackPending.reported += progress.ackPending;
  }
  return checks;
}
