const WHOLE = 2 ** 32;

/**
 * Decides by the trace id alone which traces are kept, so that every process decides the same. Uses the last 32 bits,
 * which are random in every id (W3C Trace Context level 2, 3.2.2.3).
 */
export function sampleByRatio(ratio: number): (traceId: string) => boolean {
  if (ratio >= 1) return () => true;
  if (ratio <= 0) return () => false;
  const bound = ratio * WHOLE;
  return (traceId) => Number.parseInt(traceId.slice(24), 16) < bound;
}
