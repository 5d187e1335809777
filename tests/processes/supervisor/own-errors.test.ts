import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { waitUntil } from '../../engines/condition.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';
import { startWaybill } from '../../engines/waybill.ts';

test('an error in the supervisor ends neither it nor its processes', async (t) => {
  const folder = temporaryFolder('errors');
  t.after(folder.remove);
  const faults = join(folder.path, 'faults.mjs');
  writeFileSync(
    faults,
    `process.on('SIGUSR2', () => {
      setImmediate(() => { throw new Error('thrown by the test'); });
      Promise.reject(new Error('rejected by the test'));
    });`,
  );
  const waybill = await startWaybill({
    args: ['--roles', 'nats'],
    env: { NODE_OPTIONS: `--import ${pathToFileURL(faults)}` },
  });
  t.after(waybill.stop);
  waybill.child.kill('SIGUSR2');
  for (const what of ['thrown', 'rejected']) {
    await waitUntil(() =>
      waybill.output().includes(`The supervisor had an error and continues: Error: ${what} by the test`),
    );
  }
  const first = waybill.pid('nats');
  waybill.kill('nats');
  await waitUntil(() => waybill.output().includes('nats-server runs again'));
  assert.notEqual(waybill.pid('nats'), first);
  assert.equal(await waybill.stop(), 0);
});
