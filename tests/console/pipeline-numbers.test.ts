import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pipelineNumbers } from '../../components/features/overview/pipeline-numbers.ts';
import type { ConsumerList, ConsumerSummary } from '../../contracts/consumers.ts';
import type { LiveCounters } from '../../contracts/live.ts';
import { storedPerSecond } from '../../server/operations/live/stored-per-second.ts';
import { factsFixture } from './overview-facts.ts';

type Rated = Pick<ConsumerSummary, 'stream' | 'projection' | 'inPerSecond'>;

const rated = (stream: string, projection: string | null, inPerSecond: number | null): Rated => ({
  stream,
  projection,
  inPerSecond,
});

/** Two partitions with two projections; a replay goes to one of them, and somebody else reads along. */
const replayed = [
  rated('EVENTS-1-0', 'history', 5),
  rated('EVENTS-1-0', 'search', 4.8),
  rated('EVENTS-1-1', 'history', null),
  rated('EVENTS-1-1', 'search', 7),
  rated('RETRIES', 'history', 30),
  rated('RETRIES', 'search', 0),
  rated('OTHER', null, 90),
];

/** The list as the operations service answers, its projections' sums with what comes through the retries. */
function listOf(consumers: Rated[]): ConsumerList {
  const { consumers: list } = factsFixture([{ name: 'history' }, { name: 'search' }]);
  assert.ok(list);
  const [like] = list.consumers;
  assert.ok(like);
  return {
    ...list,
    projections: list.projections.map((each) => ({ ...each, inPerSecond: 42 })),
    consumers: consumers.map((each) => ({
      ...like,
      ...each,
      kind: each.stream === 'RETRIES' ? 'retries' : each.projection === null ? 'other' : 'projection',
    })),
  };
}

const unknown = { known: false, since: 0, why: 'not asked' } as const;
const live = (stored: number | null): LiveCounters => ({
  log: unknown,
  projections: {
    known: true,
    storedPerSecond: stored,
    projections: ['history', 'search'].map((projection) => ({
      projection,
      lag: 0,
      oldestAt: null,
      inPerSecond: 42,
      outPerSecond: 42,
      deadLetteredPerSecond: projection === 'history' ? 4.2 : 0,
    })),
  },
  reconciliation: unknown,
});

test('events from the retry queue are not counted as accepted again', () => {
  assert.equal(storedPerSecond(replayed), 12);
  assert.equal(pipelineNumbers(listOf(replayed), null).storedPerSecond, 12);
  assert.equal(pipelineNumbers(listOf(replayed), live(13)).storedPerSecond, 13);
});

test('while the rate of a partition is not known, neither is the sum', () => {
  const begun = [rated('EVENTS-1-0', 'history', 5), rated('EVENTS-1-1', 'history', null)];
  for (const each of [begun, [], [rated('RETRIES', 'history', 5)]]) {
    assert.equal(storedPerSecond(each), null);
    assert.equal(pipelineNumbers(listOf(each), null).storedPerSecond, null);
  }
  assert.equal(pipelineNumbers(listOf(replayed), live(null)).storedPerSecond, null);
});

test('processed events may have become dead letters: how many a second is shown beside the rate, or unknown', () => {
  const dead = (counters: LiveCounters | null) =>
    pipelineNumbers(listOf(replayed), counters).projections.map(
      ({ deadLetteredPerSecond }) => deadLetteredPerSecond,
    );
  assert.deepEqual(dead(live(13)), [4.2, 0]);
  assert.deepEqual(dead(null), [null, null]);
});
