import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { LogOutput } from '../../../processes/roles/log-output.ts';
import { makeLogger } from '../../../processes/roles/make-logger.ts';
import { waitUntil } from '../../engines/condition.ts';
import { mountSmallDisk } from '../../engines/small-disk.ts';

const disk = mountSmallDisk({ mebibytes: 1 });
after(() => typeof disk !== 'string' && disk.remove());
const skip = typeof disk === 'string' && disk;

function fileOn(t: TestContext, name: string) {
  if (typeof disk === 'string') throw new Error(disk);
  const path = join(disk.path, name);
  const descriptor = openSync(path, 'a');
  t.after(() => closeSync(descriptor));
  return { disk, descriptor, read: () => readFileSync(path, 'utf8') };
}

test('lines that can’t be written wait up to a bound, later ones are dropped and counted, and none blocks the process', {
  skip,
}, async (t) => {
  const { disk, descriptor, read } = fileOn(t, 'lines');
  const output = new LogOutput(descriptor, {
    maxBytes: 1_000,
    retryMs: 20,
    describeDropped: (lines) => `${lines} dropped\n`,
  });
  // On a full disk, an existing page still takes the rest of its bytes.
  const first = '-'.repeat(4_096);
  writeSync(descriptor, first);
  disk.fill();
  const line = `${'x'.repeat(99)}\n`;
  for (let n = 0; n < 50; n += 1) output.write(line);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(output.dropped, 40);
  output.flushSync();
  disk.empty();
  await waitUntil(() => read().includes('dropped'));
  assert.equal(read(), `${first}${line.repeat(10)}40 dropped\n`);
});

test('a logger on a full disk neither throws nor blocks, not even as its process ends', {
  skip,
}, async (t) => {
  const { disk, descriptor, read } = fileOn(t, 'log');
  const logger = makeLogger(readSettings({ WAYBILL_LOG_BUFFER_BYTES: '1024' }), 'gateway', descriptor);
  disk.fill();
  for (let n = 0; n < 100; n += 1) logger.warn({ n }, 'a line of some length');
  logger.fatal('the last');
  disk.empty();
  logger.info('after');
  const lines = await waitUntil(() => {
    const all = read().trim().split('\n');
    return all.some((line) => line.includes('were dropped')) ? all : undefined;
  });
  for (const line of lines) JSON.parse(line);
});
