import type { TestEvent } from 'node:test/reporters';

/** The counts of a run, from the summaries of its files, and which tests were skipped and why. */
export class OutcomeCounter {
  passed = 0;
  failed = 0;
  skipped = 0;
  readonly skips: { name: string; file: string; reason: string }[] = [];

  see(event: TestEvent): void {
    if (event.type === 'test:summary') {
      // A file's summary comes twice: with its name, and once more as that of the whole run, which counts more:
      // also the file itself, where it could not be loaded or was ended.
      if (event.data.file !== undefined) return;
      const { tests, passed, skipped, todo } = event.data.counts;
      this.passed += passed;
      // Cancelled ones, which ran out of time, are among them.
      this.failed += tests - passed - skipped - todo;
      this.skipped += skipped + todo;
      return;
    }
    if (event.type !== 'test:pass' && event.type !== 'test:fail') return;
    const { name, file = '', skip, todo } = event.data;
    const given = skip ?? todo;
    if (given === undefined || given === false) return;
    // The runner counts no suite: one that is skipped whole counts here as one.
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
