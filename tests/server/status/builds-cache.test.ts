import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { BuildsCache } from '../../../server/status/builds-cache.ts';

test('a new build of a store is known a tenth of a second later, and asked for once however many ask', async () => {
  let build = 'old';
  let asked = 0;
  const buildId = async () => {
    asked += 1;
    return build;
  };
  const builds = new BuildsCache([{ name: 'history', buildId }]);
  const all = await Promise.all(Array.from({ length: 50 }, () => builds.read('history')));
  assert.deepEqual([new Set(all), asked], [new Set(['old']), 1]);
  build = 'new';
  await delay(100);
  assert.equal(
    await builds.read('history'),
    'new',
    'what was asked of the old build says nothing of the new one',
  );
});

test('while the store cannot be asked, the last build that was known counts', async () => {
  let isDown = false;
  const buildId = async () => {
    if (isDown) throw new Error('down');
    return 'known';
  };
  const builds = new BuildsCache([{ name: 'history', buildId }]);
  await builds.read('history');
  isDown = true;
  await delay(100);
  assert.equal(await builds.read('history'), 'known');
});
