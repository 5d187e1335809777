import { setTimeout as pause } from 'node:timers/promises';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { PROBE } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { TestWaybill } from '../../tests/engines/waybill.ts';
import { readProgress } from './read-progress.ts';

/** When a role had recovered, in ms after the last fault. Null if it didn't recover in time. */
export interface Recovery {
  role: string;
  afterMs: number | null;
  /** What counts as recovered. */
  is: string;
}

const LOOK_MS = 200;
const ANSWER_MS = 5_000;

/** Waits until every role has recovered without help, and measures each. Stops waiting when Waybill has `ended`. */
export async function awaitRecovery(
  waybill: TestWaybill,
  link: NatsLink,
  sinceMs: number,
  withinMs: number,
  ended: AbortSignal,
): Promise<Recovery[]> {
  const { gateway, operations, console } = waybill;
  const measure = (role: string, is: string, look: () => Promise<boolean>) =>
    measureRecovery(role, is, look, sinceMs, withinMs, ended);
  return Promise.all([
    measure('nats', 'the log answers', async () => (await streamInfo(link, PROBE)) !== undefined),
    ...(gateway ? [measure('gateway', 'ready', () => answers(`${gateway}/health/ready`))] : []),
    ...(operations ? [measure('operations', 'ready', () => answers(`${operations}/health/ready`))] : []),
    ...(console ? [measure('console', 'shows its first page', () => answers(`${console}/commands`))] : []),
  ]);
}

/** Waits until the worker has no events left. */
export const awaitRest = (
  link: NatsLink,
  sinceMs: number,
  withinMs: number,
  ended: AbortSignal,
): Promise<Recovery> =>
  measureRecovery(
    'worker:history',
    'lag 0',
    async () => (await readProgress(link, 'history')).lag === 0,
    sinceMs,
    withinMs,
    ended,
  );

async function measureRecovery(
  role: string,
  is: string,
  look: () => Promise<boolean>,
  sinceMs: number,
  withinMs: number,
  ended: AbortSignal,
): Promise<Recovery> {
  for (;;) {
    const isWell = await look().catch(() => false);
    const afterMs = performance.now() - sinceMs;
    if (isWell) return { role, afterMs, is };
    if (afterMs > withinMs || ended.aborted) return { role, afterMs: null, is };
    await pause(LOOK_MS);
  }
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'manual' });
  await response.body?.cancel();
  return response.status < 400;
}
