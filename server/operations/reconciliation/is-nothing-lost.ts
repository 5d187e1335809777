import type { PartitionCount } from './count.ts';

/** No event is lost or expired unprocessed, and none is unexplained, except those that were processed just now. */
export const isNothingLost = (partitions: readonly Pick<PartitionCount, 'account' | 'settling'>[]): boolean =>
  partitions.every(
    ({ account, settling }) =>
      account.lost.isEmpty && account.expired.isEmpty && account.unreconciled.subtract(settling).isEmpty,
  );
