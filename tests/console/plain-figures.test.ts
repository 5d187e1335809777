import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointerWithin } from '../../components/api/failures/pointer-within.ts';
import { isPaced, jobStages } from '../../components/features/dead-letters/replays/job-stages.ts';
import { presentValue } from '../../components/features/overview/last-known.ts';
import type { Replay } from '../../contracts/replay.ts';

test('a figure before the first complete step says that there is no data yet; one that has ended is unknown', () => {
  const points = (...values: (number | null)[]) => values.map((value, at) => ({ at, value }));
  const shown = (...values: (number | null)[]) => presentValue(points(...values), 'value', String);
  assert.equal(shown(), 'no data yet');
  assert.equal(shown(null, null, null, null), 'no data yet');
  assert.equal(shown(5, null, null, null), 'unknown');
  assert.equal(shown(5, 6, null, null), '6');
  assert.equal(shown(0), '0');
});

test('a pointer is shown as the field’s text counts it', () => {
  assert.equal(pointerWithin('/data/text', '/data'), '/text');
  assert.equal(pointerWithin('/data/data/text', '/data'), '/data/text');
  assert.equal(pointerWithin('/data', '/data'), '/');
  assert.equal(pointerWithin('/dataset', '/data'), '/dataset');
  assert.equal(pointerWithin('/reason', '/data'), '/reason');
  assert.equal(pointerWithin('/data/text', ''), '/data/text');
});

test('a replay of one dead letter has no stages of a pace', () => {
  const stage = (name: 'first' | 'ramp', count: number) => ({
    stage: name,
    count,
    ended: 0,
    failed: 0,
    endedAt: null,
  });
  const job = (count: number) =>
    ({
      count,
      createdAt: '2026-11-23T03:04:11.482Z',
      finishedAt: null,
      state: 'running',
      pausedBy: null,
      outcomes: { applied: 0, superseded: 0, rejected: 0, failedAgain: 0, skipped: 0 },
      stages: count > 1 ? [stage('first', 10), stage('ramp', count - 10)] : [stage('first', 1)],
    }) as unknown as Replay;
  assert.deepEqual(
    jobStages(job(20)).map(({ name }) => name),
    ['Planned', 'First 10', 'Ramp', 'Proven'],
  );
  assert.deepEqual(
    jobStages(job(1)).map(({ name }) => name),
    ['Planned', 'Proven'],
  );
  assert.deepEqual([isPaced({ count: 1 }), isPaced({ count: 2 })], [false, true]);
});
