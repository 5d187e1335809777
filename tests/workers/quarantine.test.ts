import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupBySuspicion } from '../../workers/runtime/quarantine.ts';
import type { ReadableWork } from '../../workers/runtime/work.ts';

const delivered = (...deliveries: number[]): ReadableWork[] =>
  deliveries.map(
    (times, at) => ({ delivery: { deliveries: times, sequence: at } }) as unknown as ReadableWork,
  );
const counts = (works: ReadableWork[]) => works.map(({ delivery }) => delivery.deliveries);

test('events delivered for the first time are applied together', () => {
  const { together, alone } = groupBySuspicion(delivered(1, 1, 1));
  assert.deepEqual(together.map(counts), [[1, 1, 1]]);
  assert.deepEqual(alone, []);
});

test('events delivered a second time follow in small groups; from the third time on, each is alone', () => {
  const again = Array.from({ length: 40 }, () => 2);
  const { together, alone } = groupBySuspicion(delivered(3, ...again, 1, 9));
  assert.deepEqual(
    together.map((group) => group.length),
    [1, 32, 8],
  );
  assert.deepEqual(counts(alone), [3, 9]);
});

test('an event that crashed workers before is alone from its first delivery from RETRIES', () => {
  const convicted = {
    delivery: { deliveries: 1 },
    earlier: { failureClass: 'crash' },
  } as unknown as ReadableWork;
  const failed = { delivery: { deliveries: 1 }, earlier: { failureClass: 'bug' } } as unknown as ReadableWork;
  const { together, alone } = groupBySuspicion([convicted, failed]);
  assert.deepEqual(together, [[failed]]);
  assert.deepEqual(alone, [convicted]);
});
