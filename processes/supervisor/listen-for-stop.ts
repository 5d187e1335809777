/** Signals that come this close together are one Ctrl-C: the terminal, npm and the start script each send it on. */
const ONE_STROKE_MS = 500;

/**
 * Calls `stop` for the first signal, and `kill` for another one later: the second Ctrl-C of somebody who won't wait. A
 * closed channel to the script that started this process counts as a signal: that script was killed.
 */
export function listenForStop(handlers: { stop(signal: string): void; kill(): void }): void {
  let first = 0;
  const onSignal = (signal: string) => {
    if (first === 0) {
      first = performance.now();
      handlers.stop(signal);
    } else if (performance.now() - first > ONE_STROKE_MS) {
      handlers.kill();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  process.once('disconnect', () => {
    if (first === 0) onSignal('SIGTERM');
  });
}
