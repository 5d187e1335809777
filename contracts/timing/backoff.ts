/** How long to wait after the nth attempt (from 1): doubled each time, from `firstMs` to at most `lastMs`. */
export const backoff = (attempt: number, firstMs: number, lastMs: number): number =>
  Math.min(firstMs * 2 ** Math.min(Math.max(0, attempt - 1), 30), lastMs);

/** A random part of a time, from half to all of it, so that processes that failed together don't come back together. */
export const jittered = (ms: number): number => ms * (0.5 + Math.random() / 2);
