import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { EpochsCache } from '../../../server/status/epochs-cache.ts';

test('a new epoch of a store is known a tenth of a second later, and read once for all callers', async () => {
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
  assert.equal(await epochs.read('history'), 'new', 'a read of the old epoch does not count for the new one');
});

test('while the store cannot be read, the last known epoch counts', async () => {
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
