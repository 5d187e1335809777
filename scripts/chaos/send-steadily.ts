import { setTimeout as pause } from 'node:timers/promises';
import { within } from '../../contracts/timing/within.ts';
import type { Intent } from './intents.ts';

const MOST_UNDER_WAY = 1_024;

export interface Traffic {
  /** Intents that were not sent because too many were in flight. */
  notSent: number;
  /** Waits at most `withinMs` until every intent that was sent has its answers. Resolves to how many have none. */
  settled(withinMs: number): Promise<number>;
}

/** Sends each intent when it is due, however slow answers are. Resolves when the last one was sent. */
export async function sendSteadily(
  intents: Iterator<Intent, unknown>,
  dueTimes: Iterable<number>,
  send: (intent: Intent) => Promise<void>,
  stopping: AbortSignal,
): Promise<Traffic> {
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  let notSent = 0;
  for (const due of dueTimes) {
    const wait = began + due - performance.now();
    if (wait >= 1) await pause(wait, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) break;
    const next = intents.next();
    if (next.done) break;
    if (underWay.size >= MOST_UNDER_WAY) {
      notSent += 1;
      continue;
    }
    const one: Promise<void> = send(next.value).finally(() => underWay.delete(one));
    underWay.add(one);
  }
  return {
    notSent,
    async settled(withinMs) {
      await within(withinMs, Promise.allSettled(underWay), undefined);
      return underWay.size;
    },
  };
}
