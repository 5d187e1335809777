/** Up to here each millisecond has its own bucket. Above, each doubling has eight, so a bound is at most a tenth too high. */
const EXACT = 16;
const PER_DOUBLING = 8;
const EXACT_DOUBLINGS = Math.log2(EXACT);

/** The bucket of a time in ms. */
export function latencyBucket(ms: number): number {
  if (!(ms > 0)) return 0;
  const whole = Math.ceil(ms);
  if (whole <= EXACT) return whole;
  return EXACT + Math.ceil((Math.log2(whole) - EXACT_DOUBLINGS) * PER_DOUBLING - 1e-9);
}

/** The longest time in a bucket, ms. */
export const bucketBound = (bucket: number): number =>
  bucket <= EXACT ? bucket : Math.round(2 ** (EXACT_DOUBLINGS + (bucket - EXACT) / PER_DOUBLING));
