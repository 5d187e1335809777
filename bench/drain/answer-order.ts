import { answerOrders } from '../answer-orders.ts';

/** Which part of its file a loader should load. */
export interface LoadOrder {
  part: number;
}

/** Runs a loader as a process of the bench: it loads each requested part, and answers with the seconds that took. */
export const answerOrder = (load: (part: number) => Promise<void>): void =>
  answerOrders<LoadOrder>(async ({ part }) => {
    const began = performance.now();
    await load(part);
    return { seconds: (performance.now() - began) / 1_000 };
  });
