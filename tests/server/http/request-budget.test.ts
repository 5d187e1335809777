import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestBudget } from '../../../server/http/request-budget.ts';

const LONG_MS = 60_000;

test('requests are admitted within the limits, others wait in order, and further ones are refused', async () => {
  const budget = new RequestBudget({ atOnce: 3, bytes: 100, waiting: 2 });
  const small = await budget.enter(10, LONG_MS);
  const large = await budget.enter(80, LONG_MS);
  const admitted: string[] = [];
  const wide = budget.enter(50, LONG_MS).then((leave) => {
    admitted.push('wide');
    return leave;
  });
  const narrow = budget.enter(1, LONG_MS).then((leave) => {
    admitted.push('narrow');
    return leave;
  });
  assert.equal(await budget.enter(1, LONG_MS), undefined, 'two wait already');
  small!();
  small!();
  await new Promise(setImmediate);
  assert.deepEqual(admitted, [], 'no request overtakes the one that has waited longest');
  large!();
  const leaves = await Promise.all([wide, narrow]);
  assert.deepEqual([admitted, budget.underWay], [['wide', 'narrow'], 2]);
  for (const leave of leaves) leave!();
  assert.equal(budget.underWay, 0);
});

test('a request that waited too long makes room for those behind it', async () => {
  const budget = new RequestBudget({ atOnce: 2, bytes: 100, waiting: 2 });
  const first = await budget.enter(60, LONG_MS);
  const tooLarge = budget.enter(60, 50);
  const fits = budget.enter(30, LONG_MS);
  assert.equal(await tooLarge, undefined);
  assert.ok(await fits);
  first!();
});

test('a request larger than the whole budget runs alone', async () => {
  const budget = new RequestBudget({ atOnce: 2, bytes: 100, waiting: 2 });
  const leave = await budget.enter(1_000, LONG_MS);
  assert.equal(await budget.enter(1, 0), undefined);
  leave!();
  assert.ok(await budget.enter(1, 0));
});
