import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How long each test file took when it ran last, ms. */
export type Durations = Record<string, number>;

const fileIn = (cache: string) => join(cache, 'test-durations.json');

/** Empty where no run has left any. */
export function readDurations(cache: string): Durations {
  try {
    return JSON.parse(readFileSync(fileIn(cache), 'utf8')) as Durations;
  } catch {
    return {};
  }
}

export function keepDurations(cache: string, durations: Durations): void {
  mkdirSync(dirname(fileIn(cache)), { recursive: true });
  writeFileSync(fileIn(cache), JSON.stringify({ ...readDurations(cache), ...durations }));
}

/**
 * The slowest first, so that no long file is left for the end, when nothing runs beside it. Files that nobody has timed
 * come before the others: those that start the most engines first.
 */
export const slowestFirst = (
  files: readonly string[],
  durations: Durations,
  enginesOf: (file: string) => number,
): string[] =>
  files.toSorted((a, b) => {
    const [one, other] = [durations[a], durations[b]];
    if (one === undefined && other === undefined) return enginesOf(b) - enginesOf(a);
    return (other ?? Infinity) - (one ?? Infinity);
  });
