/**
 * The statuses of a consumer, most severe last. A projection has the most severe status of its partitions.
 * `evaluate-status.ts` checks them in another order.
 */
export const CONSUMER_STATUSES = [
  'ok',
  'paused',
  'unknown',
  'warn',
  'saturated',
  'head-blocked',
  'rewind',
  'waiting-for-store',
  'failing',
  'stalled',
  'stopped',
  'no-worker',
] as const;

export type ConsumerStatus = (typeof CONSUMER_STATUSES)[number];
