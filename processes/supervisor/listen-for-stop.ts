/** Signals this close together are one Ctrl-C: the terminal, npm and the start script each forward it. */
const ONE_STROKE_MS = 500;

/**
 * Calls `stop` at the first signal, and `kill` at a later one: the second Ctrl-C of a person who won't wait. If the
 * channel to the start script closes, that script was killed; this counts as a signal too.
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
