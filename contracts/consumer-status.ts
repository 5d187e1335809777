/**
 * The statuses of a consumer, the gravest last. In this order a projection has the worst of its partitions'; the order in
 * which they are judged is another one, and stands with the judging.
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
