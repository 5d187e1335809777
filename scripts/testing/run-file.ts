import { join } from 'node:path';
import { run } from 'node:test';
import type { TestEvent } from 'node:test/reporters';

const propertySeed = join(import.meta.dirname, 'property-seed.ts');

/** What the runner says of a file once it has ended; a summary of its own counts is among it, and nothing else is. */
const REPEATED = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [0-9.]+$/;

/**
 * Runs one test file in a process of its own and gives all that was reported of it. A file that takes longer than
 * `timeoutMs`, be it that its tests are over and something they started still runs, is ended, which is a failure.
 */
export async function runFile(
  file: string,
  timeoutMs: number,
  interrupted: AbortSignal,
): Promise<TestEvent[]> {
  const stream = run({
    files: [file],
    isolation: 'process',
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', propertySeed],
    signal: AbortSignal.any([interrupted, AbortSignal.timeout(timeoutMs)]),
  });
  const events: TestEvent[] = [];
  for await (const event of stream as AsyncIterable<TestEvent>) {
    const repeated =
      event.type === 'test:diagnostic' && event.data.nesting === 0 && REPEATED.test(event.data.message);
    if (!repeated) events.push(event);
  }
  return events;
}
