import { setTimeout as pause } from 'node:timers/promises';

const INTERVAL_MS = 100;
const ANSWER_TIMEOUT_MS = 10_000;

/** Requests a URL repeatedly until `accept` takes the status of the answer, or until `ended` is aborted. */
export async function pollHttp(
  url: string,
  accept: (status: number) => boolean,
  ended: AbortSignal,
): Promise<void> {
  while (!ended.aborted) {
    try {
      const signal = AbortSignal.any([ended, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
      const response = await fetch(url, { signal, redirect: 'manual' });
      await response.body?.cancel();
      if (accept(response.status)) return;
    } catch {
      // Not listening yet.
    }
    await pause(INTERVAL_MS);
  }
}
