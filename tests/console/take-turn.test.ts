import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { takeTurn } from '../../components/chart/take-turn.ts';
import { waitUntil } from '../engines/condition.ts';

test('charts are drawn one by one, in their order, and one that is gone is left out', async () => {
  const drawn: string[] = [];
  takeTurn(() => drawn.push('first'));
  const giveBack = takeTurn(() => drawn.push('gone'));
  takeTurn(() => drawn.push('last'));
  assert.equal(drawn.length, 0, 'not within what asks for it');
  giveBack();
  await waitUntil(() => drawn.length === 1);
  await turn();
  assert.equal(drawn.length, 1, 'not both at once');
  await waitUntil(() => drawn.length === 2);
  takeTurn(() => drawn.push('later'));
  await waitUntil(() => drawn.length === 3);
  assert.deepEqual(drawn, ['first', 'last', 'later']);
});
