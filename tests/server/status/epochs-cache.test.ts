import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { EpochsCache } from '../../../server/status/epochs-cache.ts';

test('a new build of a store is known a tenth of a second later, and asked for once however many ask', async () => {
  let epoch = 'old';
  let asked = 0;
  const epochId = async () => {
    asked += 1;
    return epoch;
  };
  const epochs = new EpochsCache([{ name: 'history', epochId }]);
  const all = await Promise.all(Array.from({ length: 50 }, () => epochs.read('history')));
  assert.deepEqual([new Set(all), asked], [new Set(['old']), 1]);
  epoch = 'new';
  await delay(100);
  assert.equal(
    await epochs.read('history'),
    'new',
    'what was asked of the old build says nothing of the new one',
  );
});

test('while the store cannot be asked, the last build that was known counts', async () => {
  let isDown = false;
  const epochId = async () => {
    if (isDown) throw new Error('down');
    return 'known';
  };
  const epochs = new EpochsCache([{ name: 'history', epochId }]);
  await epochs.read('history');
  isDown = true;
  await delay(100);
  assert.equal(await epochs.read('history'), 'known');
});
