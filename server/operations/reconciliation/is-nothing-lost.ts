import type { PartitionCount } from './count.ts';

/** None is lost or expired unprocessed, and none is looked for: what came through just now is not missed yet. */
export const isNothingLost = (partitions: readonly Pick<PartitionCount, 'account' | 'settling'>[]): boolean =>
  partitions.every(
    ({ account, settling }) =>
      account.lost.isEmpty && account.expired.isEmpty && account.open.subtract(settling).isEmpty,
  );
