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
 * come before the others, in their order.
 */
export const slowestFirst = (files: readonly string[], durations: Durations): string[] =>
  files.toSorted((a, b) => (durations[b] ?? Infinity) - (durations[a] ?? Infinity) || 0);
