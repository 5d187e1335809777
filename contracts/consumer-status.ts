/**
 * The statuses of a consumer, most severe last: a projection has the worst of its partitions'. `evaluate-status.ts` judges them
 * in another order.
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
