import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFailure } from '../../workers/runtime/plan-failure.ts';

const limits = { retryScheduleMs: [1_000, 5_000, 30_000], bugAttempts: 3 };
const DEAD_LETTER = 'dead-letter';

/** For each failure, what follows its first, second, … failed attempt. */
const table = [
  ['poison', [DEAD_LETTER]],
  ['crash', [DEAD_LETTER]],
  ['bug', [1_000, 5_000, DEAD_LETTER]],
  ['hang', [1_000, 5_000, DEAD_LETTER]],
  ['transient', [1_000, 5_000, 30_000, DEAD_LETTER]],
] as const;

for (const [failureClass, follows] of table) {
  test(`${failureClass}: ${follows.join(', ')}`, () => {
    const planned = follows.map((_, index) => {
      const plan = planFailure(failureClass, index + 1, limits);
      return plan === DEAD_LETTER ? plan : plan.retryInMs;
    });
    assert.deepEqual(planned, [...follows]);
  });
}

test('attempts beyond the schedule use its last time', () => {
  assert.deepEqual(planFailure('bug', 7, { ...limits, bugAttempts: 10 }), { retryInMs: 30_000 });
});
