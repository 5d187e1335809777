import { Worker } from 'node:worker_threads';

const CHECK_MS = 500;

/**
 * Kills this process when its event loop has not turned for `watchdogMs`: a handler that computes without end answers
 * nobody, not even a request to stop. A thread counts its own checks, so that a process that was suspended as a whole is
 * not taken for one that hangs. The event that did it is found by the next workers as any that ends them is.
 */
export function startWatchdog(watchdogMs: number): { stop(): void } {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const beating = setInterval(() => Atomics.add(beats, 0, 1), CHECK_MS);
  beating.unref();
  const thread = new Worker(new URL('./watchdog-thread.ts', import.meta.url), {
    workerData: { beats, checkMs: CHECK_MS, checks: Math.ceil(watchdogMs / CHECK_MS) },
  });
  thread.unref();
  return {
    stop() {
      clearInterval(beating);
      void thread.terminate();
    },
  };
}
