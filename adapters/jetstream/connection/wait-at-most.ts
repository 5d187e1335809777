import { setTimeout as delay } from 'node:timers/promises';

/** Resolves with `work`, or after `ms` without it. What it rejects with goes to whoever else waits for it. */
export async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  const limit = new AbortController();
  const late = delay(ms, undefined, { signal: limit.signal }).catch(() => {});
  try {
    await Promise.race([work, late]);
  } finally {
    limit.abort();
  }
}
