import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The last duration of each test file, ms. */
export type Durations = Record<string, number>;

const fileIn = (cache: string) => join(cache, 'test-durations.json');

/** Empty if no run has stored any. */
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
 * Slowest first, so that no long file runs alone at the end. Files without a known duration come before the others,
 * those that start the most engines first.
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
