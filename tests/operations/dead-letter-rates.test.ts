import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeadLetterRates } from '../../server/operations/facts/dead-letter-rates.ts';

const SECOND = 1_000;
const counts = (history: number) => new Map([['history', history]]);

test('new dead letters a second, over the last half minute', () => {
  const rates = new DeadLetterRates();
  assert.equal(rates.take(0, counts(500)), null);
  assert.deepEqual(rates.take(10 * SECOND, counts(600)), { history: 10 });
  assert.deepEqual(rates.take(40 * SECOND, counts(900)), { history: 10 });
  assert.deepEqual(rates.take(70 * SECOND, counts(900)), { history: 0 });
});

test('a consumer that had none is counted from none, and one that lost some has none', () => {
  const rates = new DeadLetterRates();
  rates.take(0, counts(20));
  const two = new Map([
    ['history', 5],
    ['search', 30],
  ]);
  assert.deepEqual(rates.take(10 * SECOND, two), { history: 0, search: 3 });
});

test('nothing is told where there is nothing of late to compare with', () => {
  const rates = new DeadLetterRates();
  rates.take(0, counts(0));
  assert.equal(rates.take(600 * SECOND, counts(600)), null);
  assert.deepEqual(rates.take(601 * SECOND, counts(602)), { history: 2 });
  rates.forget();
  assert.equal(rates.take(602 * SECOND, counts(9_000)), null);
  // The clock was set back.
  assert.equal(rates.take(10 * SECOND, counts(9_001)), null);
});
