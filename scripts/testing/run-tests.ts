import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { spec } from 'node:test/reporters';
import { OutcomeCounter, summaryLines } from './count-outcomes.ts';
import { missingEngines } from './missing-engines.ts';
import { runFile } from './run-file.ts';

/** Two cores are what the tests are made for; more files at once would make each other late. */
const FILES_AT_ONCE = 2;
/** How long one file may take; then it is ended and has failed. */
const FILE_TIMEOUT_MS = 180_000;

const root = join(import.meta.dirname, '..', '..');
const filters = process.argv.slice(2).map((filter) => relative(root, join(root, filter)));
const files = globSync('tests/**/*.test.ts', { cwd: root })
  .sort()
  .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

const counter = new OutcomeCounter();
const events = new PassThrough({ objectMode: true });
const report = events.compose(spec);
report.pipe(process.stdout, { end: false });
const reported = new Promise((resolve) => report.once('end', resolve));

const waiting = [...files];
async function work(): Promise<void> {
  for (let file = waiting.shift(); file && !interrupted.signal.aborted; file = waiting.shift()) {
    const seen = await runFile(join(root, file), FILE_TIMEOUT_MS, interrupted.signal);
    // A file's report comes as one piece, not mixed with that of the file beside it.
    for (const event of seen) {
      counter.see(event);
      if (event.type !== 'test:summary') events.write(event);
    }
  }
}
await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
events.end();
await reported;

const { passed, failed, skipped, skips } = counter;
const missing = missingEngines();
const inCi = Boolean(process.env.CI);
if (files.length === 0) console.log(`No test file matches ${filters.join(' ') || 'tests/**/*.test.ts'}.`);
if (skips.length > 0) console.log('\nSkipped:');
for (const { name, file, reason } of skips)
  console.log(`  ${relative(root, file)}: ${name}${reason && ` (${reason})`}`);
for (const engine of missing) console.log(`${inCi ? 'Failed, as this is CI: no' : 'No'} ${engine}.`);
if (interrupted.signal.aborted) console.log('Interrupted.');
console.log(`\n${files.length} files in ${(performance.now() / 1000).toFixed(0)} s`);
// As Node's own runner ends, for whoever reads its closing lines; then the same for people.
for (const line of summaryLines({ passed, failed, skipped }, performance.now())) console.log(line);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);

const good = failed === 0 && passed > 0 && !interrupted.signal.aborted && !(inCi && missing.length > 0);
process.exit(good ? 0 : 1);
