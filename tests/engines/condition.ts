import { setTimeout as pause } from 'node:timers/promises';

interface WaitOptions {
  /** Default 60 s: only a failure waits that long, and a busy machine needs it. */
  timeoutMs?: number;
  /** Default 20 ms. */
  intervalMs?: number;
  /** What the caller waits for, for the error message. */
  what?: string;
}

/**
 * Calls `condition` until it returns something truthy, and returns that. A condition that throws is called again.
 * Throws when the time is up, with the condition's last error as the cause.
 */
export async function waitUntil<Value>(
  condition: () => Value | Promise<Value>,
  options: WaitOptions = {},
): Promise<NonNullable<Awaited<Value>>> {
  const { timeoutMs = 60_000, intervalMs = 20, what = 'a condition' } = options;
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value as NonNullable<Awaited<Value>>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= deadline) {
      const last = cause instanceof Error ? `: ${cause.message}` : '';
      throw new Error(`Waited ${timeoutMs} ms for ${what} in vain${last}`, { cause });
    }
    await pause(intervalMs);
  }
}
