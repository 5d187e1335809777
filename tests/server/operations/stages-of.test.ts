import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReplayOutcome, ReplayPace } from '../../../contracts/operation.ts';
import { stagesOf } from '../../../server/operations/replays/stages-of.ts';

const pace: ReplayPace = {
  canary: 10,
  holdAfterCanary: false,
  ratePerSecond: 50,
  stopAtFailureShare: 0.2,
  stopAfterFailures: 5,
};

/** The stages of a replay of `count`, of which this many have ended; these failed again. */
function stages(count: number, ended: number, failed: number[] = [], maxUnderWay = 100) {
  const outcomes = new Map<string, ReplayOutcome>();
  for (let n = 1; n <= ended; n += 1) {
    const deadLetterId = `history.1-0-${n}`;
    const at = `#${n}`;
    outcomes.set(
      deadLetterId,
      failed.includes(n)
        ? { deadLetterId, at, outcome: 'failed-again', code: 'X' }
        : { deadLetterId, at, outcome: 'applied' },
    );
  }
  return stagesOf({ count, pace, outcomes }, maxUnderWay).map(
    (each) =>
      `${each.stage} ${each.ended}/${each.count}, ${each.failed} failed, ${each.endedAt ?? 'not yet'}`,
  );
}

test('a dead letter belongs to the stage in which it ended', () => {
  assert.deepEqual(stages(500, 0), [
    'first 0/10, 0 failed, not yet',
    'ramp 0/40, 0 failed, not yet',
    'rest 0/450, 0 failed, not yet',
  ]);
  assert.deepEqual(stages(500, 12, [3, 11, 12]), [
    'first 10/10, 1 failed, #10',
    'ramp 2/40, 2 failed, not yet',
    'rest 0/450, 0 failed, not yet',
  ]);
  assert.deepEqual(stages(60, 60, [60]), [
    'first 10/10, 0 failed, #10',
    'ramp 40/40, 0 failed, #50',
    'rest 10/10, 1 failed, #60',
  ]);
});

test('a small replay has no more stages than it needs', () => {
  assert.deepEqual(stages(1, 1), ['first 1/1, 0 failed, #1']);
  assert.deepEqual(stages(12, 10), ['first 10/10, 0 failed, #10', 'ramp 0/2, 0 failed, not yet']);
});

test('with little room the ramp is short', () => {
  assert.deepEqual(stages(100, 0, [], 8), ['first 0/10, 0 failed, not yet', 'rest 0/90, 0 failed, not yet']);
});
