/** Which part of its file a loader should load. */
export interface LoadOrder {
  part: number;
}

/**
 * Runs a loader as a process of the bench: reports that it is ready, loads each requested part, and answers with the
 * seconds that took.
 */
export function answerOrder(load: (part: number) => Promise<void>): void {
  process.on('message', ({ part }: LoadOrder) => {
    const began = performance.now();
    load(part).then(
      () => process.send?.({ measurement: { seconds: (performance.now() - began) / 1_000 } }),
      (error: Error) => process.send?.({ error: error.message }),
    );
  });
  process.on('disconnect', () => process.exit());
  process.on('SIGTERM', () => process.exit());
  process.send?.({ type: 'ready' });
}
