import type { TestEvent } from 'node:test/reporters';
import { LEFTOVER_TEST } from './run-file.ts';

/** The counts of a run, from the summaries of its files, and the skipped tests with reasons. */
export class OutcomeCounter {
  passed = 0;
  failed = 0;
  skipped = 0;
  readonly skips: { name: string; file: string; reason: string }[] = [];

  see(event: TestEvent): void {
    if (event.type === 'test:summary') {
      // A file's summary comes twice: with the file's name, and again for the whole run. Only the second also counts a
      // file that could not be loaded or was ended.
      if (event.data.file !== undefined) return;
      const { tests, passed, skipped, todo } = event.data.counts;
      this.passed += passed;
      // Includes cancelled tests, which ran out of time.
      this.failed += tests - passed - skipped - todo;
      this.skipped += skipped + todo;
      return;
    }
    if (event.type !== 'test:pass' && event.type !== 'test:fail') return;
    const { name, file = '', skip, todo } = event.data;
    if (name === LEFTOVER_TEST) this.failed += 1;
    const given = skip ?? todo;
    if (given === undefined || given === false) return;
    // The runner doesn't count suites. A wholly skipped suite counts here as one test.
    if (event.data.details.type === 'suite') this.skipped += 1;
    this.skips.push({ name, file, reason: typeof given === 'string' ? given : todo ? 'to do' : '' });
  }
}

/** The closing lines of Node's own test runner, for the counts of a whole run. */
export const summaryLines = (
  { passed, failed, skipped }: Pick<OutcomeCounter, 'passed' | 'failed' | 'skipped'>,
  durationMs: number,
): string[] => [
  `ℹ tests ${passed + failed + skipped}`,
  `ℹ pass ${passed}`,
  `ℹ fail ${failed}`,
  'ℹ cancelled 0',
  `ℹ skipped ${skipped}`,
  'ℹ todo 0',
  `ℹ duration_ms ${durationMs.toFixed(3)}`,
];
