import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Fleet } from '../../../processes/supervisor/fleet.ts';
import { stopOrder } from '../../../processes/supervisor/stop-order.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';
import { fixturePlan } from './fixtures/plan.ts';

const named = (...names: string[]) => names.map((name) => ({ plan: { name } }));

test('the gateway ends first and the log last, in whatever order they were started', () => {
  const groups = stopOrder(
    named('nats', 'cassandra', 'console', 'worker:search', 'gateway', 'operations', 'worker:history'),
  );
  assert.deepEqual(
    groups.map((group) => group.map(({ plan }) => plan.name)),
    [['gateway'], ['worker:search', 'worker:history'], ['operations'], ['console'], ['cassandra'], ['nats']],
  );
});

test('a fleet ends one group after the other', async (t) => {
  const folder = temporaryFolder('fleet');
  const names = ['nats', 'gateway', 'worker:history'];
  const fleet = new Fleet(
    names.map((name) => fixturePlan(folder.path, name)),
    {
      limits: { restartDelayMs: 10, restartDelayMaxMs: 10, restartResetMs: 1_000, startAttempts: 1 },
      recordsFolder: `${folder.path}/processes`,
      say() {},
      failed() {},
    },
    64 * 1024,
  );
  t.after(async () => {
    await fleet.stop();
    folder.remove();
  });
  await fleet.start(() => true);
  await fleet.stop();
  const ends = readFileSync(join(folder.path, 'all'), 'utf8').match(/.+(?= end\n)/g);
  assert.deepEqual(ends, ['gateway', 'worker-history', 'nats']);
});
