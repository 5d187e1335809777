import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SearchGate } from '../../../server/status/search-gate.ts';

test('a few searches run at a time, some wait, and further ones are refused', async () => {
  const gate = new SearchGate(2, 3);
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const search = () =>
    gate.run(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    });
  const searches = Array.from({ length: 5 }, search);
  await assert.rejects(search(), /Too many searches/);
  for (let n = 0; n < 5; n += 1) {
    while (ends.length === 0) await new Promise(setImmediate);
    ends.shift()?.();
  }
  await Promise.all(searches);
  assert.equal(most, 2);
  const after = search();
  while (ends.length === 0) await new Promise(setImmediate);
  ends.shift()?.();
  await after;
});

test('a search that fails makes room for the next', async () => {
  const gate = new SearchGate(1, 1);
  await assert.rejects(gate.run(async () => Promise.reject(new Error('no'))));
  assert.equal(await gate.run(async () => 7), 7);
});
