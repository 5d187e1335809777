import { Worker } from 'node:worker_threads';

const CHECK_MS = 500;

/**
 * Kills this process if its event loop is blocked for `watchdogMs`: while a handler computes without end, the process can't
 * even handle a request to stop. A thread counts its own checks, so a process that was suspended as a whole does not look
 * blocked. The next workers find the event that caused it like any event that crashes a worker.
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
