import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../bootstrap/places.mjs';
import { OutcomeCounter, summaryLines } from './count-outcomes.ts';
import { type Durations, keepDurations, readDurations, slowestFirst } from './durations.ts';
import { enginesOf, FileQueue } from './file-queue.ts';
import { hasProperties } from './has-properties.ts';
import { importGraph } from './import-graph.ts';
import { missingEngines } from './missing-engines.ts';
import { portRange } from './port-range.ts';
import { runFile } from './run-file.ts';
import { type FileOutcome, hasFailed, tryAgain } from './second-try.ts';
import { selectChanged } from './select-changed.ts';
import { startSharedEngines } from './shared-engines.ts';
import { type Suite, suites } from './suites.ts';

const usage = `npm test -- [<path> …] [options]

Runs the tests of the files whose paths contain one of the given texts; without any, all tests of the suite.
Up to three failed files run again, alone; those that pass then are named at the end.

  --changed       only the test files that changes since this branch left main affect
  --suite <name>  ${Object.keys(suites).join(' or ')}. Default: default
  --random <n>    run only the files with property tests, each <n> times, every time on a new seed
  --help          this text

Example: npm test -- tests/contracts --changed`;

const root = join(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    suite: { type: 'string', default: 'default' },
    changed: { type: 'boolean', default: false },
    /** How often to run the property tests, each time with a new seed. */
    random: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const suite = suites[values.suite];
if (!suite) throw new Error(`Unknown suite ${values.suite}. Suites: ${Object.keys(suites).join(', ')}.`);
const filters = positionals.map((filter) => relative(root, join(root, filter)));
// Files of one folder often need the same engine, a browser or a Java. Sorting by digest mixes them, in the same way in
// every run.
const digestOf = (file: string) => createHash('sha256').update(file).digest('hex');
const all = globSync(suite.pattern, { cwd: root })
  .sort((a, b) => (digestOf(a) < digestOf(b) ? -1 : 1))
  .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
const cache = cacheFolder();
const graph = importGraph(root);
const engines = enginesOf(graph, all, suite.enginesAtOnce);
const files = slowestFirst(
  values.changed ? selectChanged(root, graph, all) : all,
  readDurations(cache),
  (file) => engines.get(file)!.length,
).flatMap((file) => timesToRun(file));

function timesToRun(file: string): string[] {
  if (values.random === undefined) return [file];
  return hasProperties(graph, file) ? Array.from({ length: Number(values.random) || 1 }, () => file) : [];
}
if (values.random !== undefined) process.env.WAYBILL_TEST_SEED = 'random';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

const counter = new OutcomeCounter();
const events = new PassThrough({ objectMode: true });
const written = events.compose(spec);
written.pipe(process.stdout, { end: false });
const reported = new Promise((resolve) => written.once('end', resolve));

const queue = new FileQueue(files, engines, suite.enginesAtOnce);
const durations: Durations = {};
const failedFiles: FileOutcome[] = [];
/** Random tests take a new seed at each try, so a second one would hide what the first has found. */
const getsSecondTry = values.random === undefined;
/** One place for the engines that files share, and one for each file that runs at once. */
const slots = suite.filesAtOnce + 1;
async function work({ fileTimeoutMs: timeoutMs }: Suite, slot: number): Promise<void> {
  const ports = portRange(slot, slots);
  for (let file = queue.take(); file && !interrupted.signal.aborted; file = queue.take()) {
    const began = performance.now();
    const of = { file: join(root, file), timeoutMs, ports };
    const outcome = { file, events: await runFile({ ...of, interrupted: interrupted.signal }) };
    durations[file] = Math.round(performance.now() - began);
    queue.done(file);
    if (getsSecondTry && hasFailed(outcome)) failedFiles.push(outcome);
    else report(outcome);
  }
}

/** Writes a file's report in one piece, not mixed with those of files that run beside it. */
function report(outcome: FileOutcome): void {
  for (const event of outcome.events) {
    counter.see(event);
    if (event.type !== 'test:summary') events.write(event);
  }
}
process.env.WAYBILL_TESTS_PORTS = portRange(0, slots);
const shared = await startSharedEngines(graph, files);
await Promise.all(Array.from({ length: suite.filesAtOnce }, (_, at) => work(suite, at + 1)));
const { outcomes, unsteady } = await tryAgain(interrupted.signal.aborted ? [] : failedFiles, (file) =>
  runFile({
    file: join(root, file),
    timeoutMs: suite.fileTimeoutMs,
    ports: portRange(1, slots),
    interrupted: interrupted.signal,
  }),
);
outcomes.forEach(report);
await shared.stop();
events.end();
await reported;
if (!interrupted.signal.aborted) keepDurations(cache, durations);

const { passed, failed, skipped, skips } = counter;
const missing = missingEngines(suite.engines);
const inCi = Boolean(process.env.CI);
if (files.length === 0 && values.changed) console.log('The change affects no test file.');
else if (files.length === 0) console.log(`No test file matches ${filters.join(' ') || suite.pattern}.`);
if (skips.length > 0) console.log('\nSkipped:');
for (const { name, file, reason } of skips)
  console.log(`  ${relative(root, file)}: ${name}${reason && ` (${reason})`}`);
if (unsteady.length > 0)
  console.log('\nFailed beside other files and passed alone, at a second try. Fix these:');
for (const file of unsteady) console.log(file);
for (const engine of missing) console.log(`${inCi ? 'Failed, because CI is set: no' : 'No'} ${engine}.`);
if (interrupted.signal.aborted) console.log('Interrupted.');
console.log(`\n${files.length} files in ${(performance.now() / 1000).toFixed(0)} s`);
// The closing lines of Node's own runner, for programs that parse them; then the same for people.
for (const line of summaryLines({ passed, failed, skipped }, performance.now())) console.log(line);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);

const good =
  failed === 0 &&
  (passed > 0 || values.changed) &&
  !interrupted.signal.aborted &&
  !(inCi && missing.length > 0);
process.exit(good ? 0 : 1);
