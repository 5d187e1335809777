import { join } from 'node:path';
import { run } from 'node:test';
import type { TestEvent } from 'node:test/reporters';

const propertySeed = join(import.meta.dirname, 'property-seed.ts');

/** Diagnostics that the runner repeats at the end of each file: its own counts. */
const REPEATED = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [0-9.]+$/;

/**
 * Runs one test file in its own process and returns all its reported events. Ends a file that takes longer than
 * `timeoutMs`, even if only something that its tests started still runs; this counts as a failure.
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
