import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the incident continues. Resolves to the reason. */
export type WaitForResume = () => Promise<'asked' | 'time'>;

/**
 * Continues after a line on standard input or, if `afterMs` is given, after that time. Input that has ended doesn't
 * count.
 */
export function resumeBy(afterMs: number | undefined): WaitForResume {
  const { stdin } = process;
  return async () => {
    const giveUp = new AbortController();
    const { signal } = giveUp;
    stdin.resume();
    const asked = once(stdin, 'data', { signal }).then(() => 'asked' as const);
    // Whichever comes first, the key or the time.
    const time = pause(afterMs ?? 2 ** 31 - 1, 'time' as const, { signal });
    try {
      return await Promise.race([asked, time]);
    } finally {
      giveUp.abort();
      await Promise.allSettled([asked, time]);
      stdin.pause();
    }
  };
}
