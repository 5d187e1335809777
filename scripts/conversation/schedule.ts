import type { Random } from './random.ts';

/** The factor on the rate in each second of a cycle. The average is 1, so a cycle keeps the rate. */
const CYCLE = [1.6, 0.7, 0.2, 1.1, 2.4, 0.9, 0.1, 1.0];

/**
 * When commands are due, in milliseconds from the start: at random, in bursts and pauses, `rate` per second on average.
 * Decided in advance, so that a slow server doesn't lower the rate.
 */
export function* schedule(rate: number, durationMs: number, random: Random): Generator<number, void> {
  let expected = 0;
  for (let second = 0; second * 1_000 < durationMs; second += 1) {
    const length = Math.min(1_000, durationMs - second * 1_000);
    expected += rate * CYCLE[second % CYCLE.length]! * (length / 1_000);
    const count = Math.floor(expected);
    expected -= count;
    const offsets = Array.from({ length: count }, () => second * 1_000 + random.next() * length);
    yield* offsets.sort((a, b) => a - b);
  }
}
