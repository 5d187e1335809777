import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeProjection } from '../../components/api/models/projection-of.ts';
import { configFacts } from '../../components/features/consumers/config-facts.ts';
import { consumerRows } from '../../components/features/consumers/consumer-rows.ts';
import { drainWords } from '../../components/features/consumers/drain-words.ts';
import { proofOf } from '../../components/features/consumers/pause-proof.ts';
import { trendOf } from '../../components/features/consumers/trend-of.ts';
import { describeHistory } from '../../components/ui/chart/history-points.ts';
import { chartPoints, statusSpans } from '../../components/ui/chart/lag-points.ts';
import { consumerTitle, partitionPrefix, readConsumerId } from '../../components/ui/format/consumer-name.ts';
import type { ConsumerHistory } from '../../contracts/consumer-history.ts';
import type { ConsumerSummary, ProjectionLag } from '../../contracts/consumers.ts';

const retention = { expiresAt: null, leftMs: null, fullShare: null, warning: null };

function summary(change: Partial<ConsumerSummary>): ConsumerSummary {
  return {
    stream: 'EVENTS-1-0',
    consumer: 'history-3f9c2a81b0',
    kind: 'projection',
    projection: 'history',
    mode: 'pull',
    status: 'ok',
    why: '',
    todo: '',
    runbook: '',
    statusSince: '2026-11-23T03:00:00.000Z',
    snapshotAt: '2026-11-23T03:04:00.000Z',
    lag: 0,
    inPerSecond: 0,
    outPerSecond: 0,
    drainMs: 0,
    pending: 0,
    ackPending: 0,
    scheduled: 0,
    retrying: 0,
    maxAckPending: null,
    redelivered: 0,
    waiting: 0,
    pausedUntil: null,
    allowedLag: 0,
    ackFloor: 0,
    delivered: 0,
    logEnd: 0,
    oldest: null,
    retention,
    workers: 1,
    ...change,
  };
}

const oldest = (ageMs: number, commandId: string | null = null) => ({
  storedAt: '2026-11-23T03:00:00.000Z',
  ageMs,
  sequence: 1,
  subject: 'x',
  position: null,
  commandId,
  eventType: null,
});

const projection = (name: string, change: Partial<ProjectionLag> = {}): ProjectionLag => ({
  projection: name,
  title: name,
  status: 'ok',
  why: '',
  todo: '',
  runbook: '',
  worst: { stream: 'EVENTS-1-0', consumer: name },
  consumers: 1,
  lag: 0,
  pending: 0,
  ackPending: 0,
  retrying: 0,
  inPerSecond: 0,
  outPerSecond: 0,
  drainMs: 0,
  oldestAt: null,
  oldestExpiresAt: null,
  workers: 1,
  ...change,
});

const list = {
  projections: [projection('search'), projection('history', { status: 'stalled', lag: 9 })],
  consumers: [
    summary({ stream: 'EVENTS-1-1', status: 'stalled', lag: 7, oldest: oldest(60_000, 'c-1') }),
    summary({ stream: 'EVENTS-1-0', status: 'stalled', lag: 2, oldest: oldest(90_000) }),
    summary({ stream: 'RETRIES', kind: 'retries' }),
    summary({ stream: 'ORDERS', consumer: 'billing', kind: 'other', projection: null, lag: 3 }),
    summary({ consumer: 'headers', kind: 'internal', projection: null }),
    summary({ consumer: 'history-old', kind: 'older-epoch', projection: 'history' }),
  ],
};

test('the most severe projection is first, with its partitions below it when they are unfolded', () => {
  const folded = consumerRows(list, { open: [], sort: null });
  assert.deepEqual(
    folded.projections.map(({ id }) => id),
    ['history', 'search'],
  );
  assert.deepEqual(folded.projections[0]?.oldest, { ageMs: 90_000, commandId: null });
  const open = consumerRows(list, { open: ['history'], sort: null });
  assert.deepEqual(
    open.projections.map(({ id, title }) => [id, title]),
    [
      ['history', 'history'],
      ['EVENTS-1-0/history-3f9c2a81b0', 'partition 0'],
      ['EVENTS-1-1/history-3f9c2a81b0', 'partition 1'],
      ['RETRIES/history-3f9c2a81b0', 'retries'],
      ['search', 'search'],
    ],
  );
});

test('sorted by lag, partitions stay under their projection', () => {
  const { projections } = consumerRows(list, { open: ['history'], sort: { by: 'lag', descending: true } });
  assert.deepEqual(
    projections.map(({ title, lag }) => [title, lag]),
    [
      ['history', 9],
      ['partition 1', 7],
      ['partition 0', 2],
      ['retries', 0],
      ['search', 0],
    ],
  );
});

test('Waybill’s own consumers, and those of an older epoch, are separate from those that raise alerts', () => {
  const { others, internal } = consumerRows(list, { open: [], sort: null });
  assert.deepEqual(
    others.map(({ title, detail }) => [title, detail]),
    [['billing', 'ORDERS']],
  );
  assert.deepEqual(
    internal.map(({ title }) => title),
    ['headers', 'history-old'],
  );
});

test('a worker that waits for its store is shown so, as critical only if pending events expire soon', () => {
  const waiting = (leftMs: number) =>
    consumerRows(
      {
        projections: [],
        consumers: [
          summary({
            kind: 'other',
            status: 'waiting-for-store',
            lag: 5,
            retention: { ...retention, leftMs },
          }),
        ],
      },
      { open: [], sort: null },
    ).others[0]?.status;
  assert.deepEqual(waiting(100 * 3_600_000), { family: 'warn', mark: 'triangle', word: 'waiting for store' });
  assert.deepEqual(waiting(71 * 3_600_000), { family: 'bad', mark: 'cross', word: 'waiting for store' });
});

test('names', () => {
  assert.equal(
    consumerTitle({ stream: 'EVENTS-2-3', consumer: 'h', projection: 'history' }),
    'history, generation 2, partition 3',
  );
  assert.equal(
    consumerTitle({ stream: 'ORDERS', consumer: 'billing', projection: null }),
    'billing on ORDERS',
  );
  assert.deepEqual(readConsumerId('EVENTS-1-0/history'), { stream: 'EVENTS-1-0', consumer: 'history' });
  assert.deepEqual(readConsumerId('order:4711/früh'), { stream: 'order:4711', consumer: 'früh' });
  for (const bad of ['EVENTS-1-0', 'a/b/c', 'a/..', 'a/b c', '']) assert.equal(readConsumerId(bad), null);
  const rates = { inPerSecond: 2, outPerSecond: 1 };
  assert.equal(drainWords({ lag: 0, drainMs: 0, ...rates }), '—');
  assert.equal(drainWords({ lag: 5, drainMs: null, ...rates }), 'backlog growing');
  assert.equal(drainWords({ lag: 5, drainMs: null, ...rates, paused: true }), 'paused');
  assert.equal(drainWords({ lag: 5, drainMs: null, inPerSecond: null, outPerSecond: null }), 'unknown');
});

test('an action is proven by the first read after it, not by its answer', () => {
  const action = { at: '2026-11-23T03:04:00.000Z' };
  const seen = (second: number, pausedUntil: string | null) => ({
    snapshotAt: `2026-11-23T03:04:0${second}.000Z`,
    pausedUntil,
  });
  assert.equal(proofOf(undefined, action, 'paused'), 'waiting');
  assert.equal(proofOf(seen(0, 'x'), action, 'paused'), 'waiting');
  assert.equal(proofOf(seen(5, 'x'), action, 'paused'), 'proven');
  assert.equal(proofOf(seen(5, null), action, 'paused'), 'refuted');
  assert.equal(proofOf(seen(5, null), action, 'resumed'), 'proven');
});

const point = (second: number, lag: number, status: 'ok' | 'stalled' = 'ok') => ({
  at: new Date(second * 1_000).toISOString(),
  lagMin: 0,
  lagMax: lag,
  lagLast: lag,
  ageMinMs: null,
  ageMaxMs: lag * 10,
  ageLastMs: null,
  status,
});

const history = (points: ConsumerHistory['points'], until = 3_600): ConsumerHistory => ({
  from: new Date(0).toISOString(),
  until: new Date(until * 1_000).toISOString(),
  resolution: 'second',
  points,
});

test('a chart keeps the most severe value of each interval, has a gap without data, and at most 300 points', () => {
  const hour = Array.from({ length: 720 }, (_, n) => point(n * 5, n === 401 ? 99 : 1));
  const points = chartPoints(history(hour), 5_000);
  assert.ok(points.length <= 303, `${points.length} points`);
  assert.equal(Math.max(...points.flatMap(({ lag }) => lag ?? [])), 99);
  const broken = chartPoints(history([point(10, 1), point(15, 2), point(60, 3)], 100), 5_000);
  assert.deepEqual(
    broken.map(({ at, lag }) => [at / 1_000, lag]),
    [
      [0, null],
      [10, 1],
      [15, 2],
      [20, null],
      [60, 3],
      [65, null],
      [100, null],
    ],
  );
  assert.equal(describeHistory(broken, 'lag', String), 'Between 1 and 3; at its end 3.');
  assert.equal(describeHistory([], 'lag', String), 'Nothing was sampled in this time.');
});

test('the strip has one span per status, and none without data', () => {
  const spans = statusSpans(
    history([point(0, 1), point(5, 1), point(10, 1, 'stalled'), point(60, 1, 'stalled')]),
    5_000,
  );
  assert.deepEqual(
    spans.map(({ from, until, status }) => [from / 1_000, until / 1_000, status]),
    [
      [0, 10, 'ok'],
      [10, 15, 'stalled'],
      [60, 65, 'stalled'],
    ],
  );
});

test('a configuration in words', () => {
  assert.deepEqual(
    configFacts({ max_deliver: -1, ack_wait: 10e9, metadata: { 'waybill.projection': 'history' } }),
    [
      { name: 'ack_wait', value: '10.0 s' },
      { name: 'max_deliver', value: 'no limit' },
      { name: 'metadata: waybill.projection', value: 'history' },
    ],
  );
});

test('a projection as a whole: sums, the status of its most severe partition, the oldest event and the first to expire', () => {
  const clock = (leftMs: number) => ({ ...retention, leftMs, expiresAt: '2026-12-23T03:00:00.000Z' });
  const whole = wholeProjection(
    {
      projections: [
        projection('history', {
          lag: 9,
          pending: 7,
          ackPending: 2,
          worst: { stream: 'EVENTS-1-10', consumer: 'history-3f9c2a81b0' },
        }),
      ],
      consumers: [
        summary({
          stream: 'EVENTS-1-10',
          lag: 7,
          pending: 7,
          statusSince: '2026-11-23T03:01:00.000Z',
          oldest: oldest(60_000, 'c-1'),
          retention: clock(5),
        }),
        summary({ stream: 'RETRIES', kind: 'retries' }),
        summary({ stream: 'EVENTS-1-2', lag: 2, ackPending: 2, oldest: oldest(90_000), retention: clock(9) }),
        summary({ consumer: 'history-old', kind: 'older-epoch', statusSince: '2026-11-01T00:00:00.000Z' }),
      ],
    },
    'history',
  );
  assert.deepEqual(
    whole?.partitions.map(({ stream }) => stream),
    ['EVENTS-1-2', 'EVENTS-1-10', 'RETRIES'],
  );
  assert.equal(whole?.worst.stream, 'EVENTS-1-10');
  assert.equal(
    whole?.since,
    '2026-11-23T03:00:00.000Z',
    'the first partition with the status; older epochs don’t count',
  );
  const { numbers, left } = whole!;
  assert.deepEqual(
    [numbers.lag, numbers.pending, numbers.ackPending, numbers.oldest?.ageMs],
    [9, 7, 2, 90_000],
  );
  assert.equal(left?.ms, 5);
  assert.equal(wholeProjection({ projections: [], consumers: [] }, 'history'), null);
});

test('the lags of several are added by the minute; a minute without any is left out', () => {
  const trends = {
    from: '2026-11-23T03:00:00.000Z',
    stepMs: 60_000,
    truncated: false,
    consumers: [
      { stream: 'A', consumer: 'c', lags: [null, 1, 2, null] },
      { stream: 'B', consumer: 'c', lags: [null, 5, null, null] },
      { stream: 'C', consumer: 'c', lags: [9, 9, 9, 9] },
    ],
  };
  const of = (...streams: string[]) =>
    trendOf(
      trends,
      streams.map((stream) => ({ stream, consumer: 'c' })),
    );
  assert.deepEqual(of('A', 'B'), [6, 2]);
  assert.deepEqual(of('D'), []);
});

test('of which partition the sentence of a projection is, and how many have the same status', () => {
  const said = (...of: Parameters<typeof partitionPrefix>) => {
    const { first, rest } = partitionPrefix(...of);
    return `${first}${rest}`;
  };
  assert.equal(said('EVENTS-1-3', 3, 4), 'Partition 3 (3 of 4 have this status): ');
  assert.equal(said('RETRIES', 5, 5), 'Retries (5 of 5 have this status): ');
  assert.equal(said('EVENTS-2-1', 1, 2), 'Generation 2, partition 1 (the only one of 2): ');
  assert.equal(said('EVENTS-1-0', 1, 1), 'Partition 0: ');
});
