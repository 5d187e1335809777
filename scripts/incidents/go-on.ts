import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the play is to go on, and says why it does. */
export type GoOn = () => Promise<'asked' | 'time'>;

/** Goes on with a line on standard input or, where one is given, after a time. Input that has ended says nothing. */
export function goOnBy(afterMs: number | undefined): GoOn {
  const { stdin } = process;
  return async () => {
    const giveUp = new AbortController();
    const { signal } = giveUp;
    stdin.resume();
    const asked = once(stdin, 'data', { signal }).then(() => 'asked' as const);
    // The time stands still for nobody who pressed a key: whichever comes first.
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
