import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedLags } from '../../../../server/operations/consumers/allowed-lags.ts';
import {
  estimateDrain,
  estimateRates,
  type RateReading,
} from '../../../../server/operations/consumers/estimate-rates.ts';
import { planStatusChanges } from '../../../../server/operations/consumers/plan-status-changes.ts';

type Row = [pending: number, ackPending: number, delivered: number, deliveries: number, logEnd: number];

/** One snapshot a second. */
const series = (...rows: Row[]): RateReading[] =>
  rows.map(([pending, ackPending, delivered, deliveries, logEnd], n) => ({
    at: n * 1_000,
    pending,
    ackPending,
    delivered,
    deliveries,
    logEnd,
  }));

const cases: {
  shows: string;
  snapshots: RateReading[];
  is: [inPerSecond: number, outPerSecond: number] | undefined;
}[] = [
  { shows: 'one snapshot gives no rate', snapshots: series([5, 0, 0, 0, 5]), is: undefined },
  { shows: 'nothing happens', snapshots: series([5, 0, 0, 0, 5], [5, 0, 0, 0, 5]), is: [0, 0] },
  { shows: 'in as fast as out', snapshots: series([0, 0, 10, 10, 10], [0, 0, 30, 30, 30]), is: [20, 20] },
  {
    shows: 'a backlog is drained',
    snapshots: series([100, 0, 0, 0, 100], [60, 10, 40, 40, 100]),
    is: [0, 30],
  },
  { shows: 'it only grows', snapshots: series([0, 0, 10, 10, 10], [50, 0, 10, 10, 60]), is: [50, 0] },
  {
    shows: 'redeliveries are not processed events',
    snapshots: series([0, 20, 20, 20, 20], [0, 20, 20, 40, 20]),
    is: [0, 0],
  },
  {
    shows: 'a filter skips most',
    snapshots: series([0, 0, 0, 0, 0], [0, 0, 990, 10, 1_000]),
    is: [10, 10],
  },
  {
    shows: 'a purge: nothing was stored',
    snapshots: series([500, 0, 10, 10, 510], [0, 0, 510, 10, 510]),
    is: [0, 0],
  },
  {
    shows: 'moved back: events to process again were not stored again',
    snapshots: series([0, 0, 500, 500, 500], [500, 0, 0, 500, 500]),
    is: [0, 0],
  },
];

for (const { shows, snapshots, is } of cases) {
  test(`rates: ${shows}`, () => {
    const rates = estimateRates(snapshots);
    assert.deepEqual(rates && [rates.inPerSecond, rates.outPerSecond], is);
  });
}

test('the ETA: only where the lag shrinks', () => {
  assert.equal(estimateDrain(100, { inPerSecond: 10, outPerSecond: 60 }), 2_000);
  assert.equal(estimateDrain(100, { inPerSecond: 10, outPerSecond: 10 }), null);
  assert.equal(estimateDrain(100, undefined), null);
  assert.equal(estimateDrain(0, undefined), 0);
});

test('the allowed lag of the most specific name', () => {
  const of = allowedLags({ consumerAllowedLag: 1, consumerAllowedLags: 'history=2,c=3,S/c=4' });
  const one = (stream: string, consumer: string, projection: string | null) =>
    of({ stream, consumer, projection });
  assert.deepEqual(
    [one('S', 'c', 'history'), one('T', 'c', 'history'), one('T', 'd', 'history'), one('T', 'd', null)],
    [4, 3, 2, 1],
  );
});

test('a status change is reported once, not for every flap, and not for a good start', () => {
  const watched = (status: 'ok' | 'stalled') => [
    { stream: 'S', consumer: 'c', projection: null, status, since: 1_000, why: 'Because.' },
  ];
  const reported = (status: string, at: number) => [{ stream: 'S', consumer: 'c', status, at }];
  assert.deepEqual(planStatusChanges(watched('ok'), [], 2_000, 500), []);
  const [first] = planStatusChanges(watched('stalled'), [], 2_000, 500);
  assert.ok(first?.kind === 'consumer-status' && first.from === null && first.to === 'stalled');
  assert.equal(first.at, new Date(1_000).toISOString());
  assert.deepEqual(planStatusChanges(watched('stalled'), [], 2_000, 500), [first]);
  assert.deepEqual(planStatusChanges(watched('stalled'), reported('stalled', 0), 2_000, 500), []);
  assert.deepEqual(planStatusChanges(watched('stalled'), reported('ok', 1_600), 2_000, 500), []);
  assert.equal(planStatusChanges(watched('stalled'), reported('ok', 1_500), 2_000, 500).length, 1);
});
