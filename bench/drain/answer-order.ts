/**
 * Runs a loader as a process of the bench: says that it is ready, loads when told to, answers with the seconds it took.
 */
export function answerOrder(load: () => Promise<void>): void {
  process.on('message', () => {
    const began = performance.now();
    load().then(
      () => process.send?.({ measurement: { seconds: (performance.now() - began) / 1_000 } }),
      (error: Error) => process.send?.({ error: error.message }),
    );
  });
  process.on('disconnect', () => process.exit());
  process.on('SIGTERM', () => process.exit());
  process.send?.({ type: 'ready' });
}
