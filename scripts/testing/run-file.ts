import { join } from 'node:path';
import { run } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { clearLeftovers, describeLeftovers, makeFolder } from './leftovers.ts';

const propertySeed = join(import.meta.dirname, 'property-seed.ts');

/** The name of the test that fails if a file leaves something behind. No summary counts it. */
export const LEFTOVER_TEST = 'leaves no process and no temporary file behind';

/** Diagnostics that the runner repeats at the end of each file: its own counts. */
const REPEATED = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [0-9.]+$/;

interface FileRun {
  file: string;
  timeoutMs: number;
  /** The ports that its servers may use: see `port-range.ts`. */
  ports: string;
  interrupted: AbortSignal;
}

/**
 * Runs one test file in its own process and temporary folder, and returns all its reported events. Ends a file that takes
 * longer than `timeoutMs`, even if only something that its tests started still runs; this counts as a failure. So does a
 * process or a temporary file that the file leaves behind.
 */
export async function runFile({ file, timeoutMs, ports, interrupted }: FileRun): Promise<TestEvent[]> {
  const folder = makeFolder();
  const stream = run({
    files: [file],
    isolation: 'process',
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...['--import', setEnvironment({ TMPDIR: folder, WAYBILL_TESTS_PORTS: ports })],
      ...['--import', propertySeed],
    ],
    signal: AbortSignal.any([interrupted, AbortSignal.timeout(timeoutMs)]),
  });
  const events: TestEvent[] = [];
  for await (const event of stream as AsyncIterable<TestEvent>) {
    const repeated =
      event.type === 'test:diagnostic' && event.data.nesting === 0 && REPEATED.test(event.data.message);
    if (!repeated) events.push(event);
  }
  const left = describeLeftovers(await clearLeftovers(folder));
  if (left !== undefined) events.push(leftoverFailure(file, left));
  return events;
}

/** A module that sets variables before all others run: not every Node 24 lets `run` do it. */
const setEnvironment = (variables: Record<string, string>): string =>
  `data:text/javascript,${encodeURIComponent(`Object.assign(process.env, ${JSON.stringify(variables)})`)}`;

/** A failed test of the file, as the reporter takes it. */
const leftoverFailure = (file: string, left: string): TestEvent => ({
  type: 'test:fail',
  data: {
    name: LEFTOVER_TEST,
    nesting: 0,
    testNumber: 0,
    file,
    line: 1,
    column: 1,
    details: { duration_ms: 0, type: 'test', error: new Error(left) },
  } as Extract<TestEvent, { type: 'test:fail' }>['data'],
});
