/**
 * Runs this process for the bench: reports that it is ready, carries out each order, and answers with what `measure`
 * returned.
 */
export function answerOrders<Order>(measure: (order: Order) => Promise<unknown>): void {
  process.on('message', (order: Order) => {
    measure(order).then(
      (measurement) => process.send?.({ measurement }),
      (error: Error) => process.send?.({ error: error.message }),
    );
  });
  process.on('disconnect', () => process.exit());
  process.on('SIGTERM', () => process.exit());
  process.send?.({ type: 'ready' });
}
