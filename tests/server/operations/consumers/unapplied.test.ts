import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListedConsumer } from '../../../../adapters/jetstream/consume/list-consumers.ts';
import { foldSubjects } from '../../../../adapters/jetstream/consume/retry-listing.ts';
import type { StreamInfo } from '../../../../adapters/jetstream/streams/stream-info.ts';
import type { ConsumerFact } from '../../../../contracts/pipeline-facts.ts';
import { observePipeline } from '../../../../server/operations/alerts/observe-pipeline.ts';
import { missingConsumers } from '../../../../server/operations/consumers/expected-consumers.ts';
import {
  lagOf,
  sumUnapplied,
  type UnappliedPart,
  unappliedOf,
} from '../../../../server/operations/consumers/unapplied.ts';
import { WatchedConsumer } from '../../../../server/operations/consumers/watched-consumer.ts';
import { consumers, NOW } from '../alerts/facts.ts';

const part = (
  lag: number | null,
  oldestAt: number | null = null,
  rest: Partial<UnappliedPart> = {},
): UnappliedPart => ({
  unapplied: lag === null ? null : { pending: lag, ackPending: 0, scheduled: 0 },
  lag,
  oldestAt,
  isRetries: false,
  ...rest,
});

test('an event that is scheduled and due at once is one event, and counts for its partition', () => {
  const listing = foldSubjects([
    'scheduled-retries.history-b.message-sent.1-0-7',
    'retries.history-b.message-sent.1-0-7',
    'scheduled-retries.history-b.message-sent.1-0-9',
    'retries.history-b.message-edited.1-3-2',
    'scheduled-retries.history-b.undecodable.nonsense',
  ]);
  assert.deepEqual([listing.total, listing.scheduled], [4, 2]);
  const { count, first } = listing.byStream!.get('EVENTS-1-0')!;
  assert.deepEqual([count, first.sequence], [2, 7]);
  assert.equal(listing.byStream!.get('EVENTS-1-3')!.count, 1);
});

test('the lag of a retry queue is everything in it, whenever its consumer was read', () => {
  const retryQueue = (num_pending: number, num_ack_pending: number, total: number) =>
    unappliedOf({ num_pending, num_ack_pending }, { total });
  assert.deepEqual(retryQueue(0, 0, 20), { pending: 0, ackPending: 0, scheduled: 20 });
  assert.deepEqual(retryQueue(2, 3, 20), { pending: 2, ackPending: 3, scheduled: 15 });
  // Applied between the two readings: it was there a moment before.
  assert.equal(lagOf(retryQueue(2, 3, 4)), 5);
});

test('a projection is the sum of its partitions and its retry queue; unknown where a part is', () => {
  const retries = part(20, 500, { isRetries: true });
  assert.deepEqual(sumUnapplied([part(3, 900), part(0), retries]), {
    lag: 23,
    pending: 3,
    ackPending: 0,
    retrying: 20,
    oldestAt: 500,
  });
  assert.deepEqual(sumUnapplied([part(3, 900), part(null), retries]), {
    lag: null,
    pending: null,
    ackPending: null,
    retrying: 20,
    // An unknown part may be older.
    oldestAt: null,
  });
});

test('the sentence of an OK consumer that waits for a second reading has the newest numbers', () => {
  const info = (pending: number): ListedConsumer => ({
    stream_name: 'EVENTS-1-0',
    name: 'c',
    created: '2026-11-23T00:00:00Z',
    config: {},
    num_pending: pending,
    num_ack_pending: 0,
    num_waiting: 0,
    num_redelivered: 0,
    ack_floor: { stream_seq: 5, consumer_seq: 5 },
    delivered: { stream_seq: 5, consumer_seq: 5 },
  });
  const stream = { created: '2026-11-23T00:00:00Z', config: {}, state: { last_seq: 5 } } as StreamInfo;
  const reported = {
    workers: 0,
    storeDown: false,
    last: null,
    storeWhy: null,
    braked: false,
    applied: null,
    failed: null,
  };
  const watched = new WatchedConsumer(
    info(0),
    stream,
    { kind: 'projection', projection: 'history' },
    { consumerWindow: 3, consumerFailingEvents: 10 },
  );
  const read = (at: number, pending: number) => {
    watched.snapshot(at, info(pending), stream, reported, 0, undefined);
    watched.judge(at);
    return [watched.status, watched.lag, watched.described?.why];
  };
  assert.deepEqual(read(1, 0), ['ok', 0, 'All events processed.']);
  assert.deepEqual(read(2, 4), [
    'ok',
    4,
    '4 events not applied yet. The next reading decides whether the status is still OK.',
  ]);
  assert.equal(read(3, 4)[0], 'no-worker');
});

test('metrics: what is unknown is absent, never 0', () => {
  const exported = (...facts: Partial<ConsumerFact>[]) =>
    observePipeline(consumers(...facts), [], 0)
      .filter(({ name }) => /lag|oldest|retrying/.test(name))
      .map(({ name, value }) => `${name.replace('waybill.', '')} ${value}`);
  const retries = { stream: 'RETRIES', isRetries: true };
  assert.deepEqual(exported({ lag: 0 }), [
    'consumer.lag.messages 0',
    'consumer.oldest 0',
    'projection.lag.messages 0',
    'projection.oldest 0',
    'projection.retrying.messages 0',
  ]);
  assert.deepEqual(exported({ lag: null, status: 'unknown' }), ['projection.retrying.messages 0']);
  // The age of a present event is unknown: no age is exported, and no 0.
  assert.deepEqual(exported({ lag: 2, oldestAt: null }), [
    'consumer.lag.messages 2',
    'projection.lag.messages 2',
    'projection.retrying.messages 0',
  ]);
  assert.deepEqual(
    exported({ lag: 1, oldestAt: NOW - 1_000 }, { ...retries, lag: 20, oldestAt: NOW - 90_000 }),
    [
      'consumer.lag.messages 1',
      'consumer.oldest 1',
      'consumer.lag.messages 20',
      'consumer.oldest 90',
      'projection.lag.messages 21',
      'projection.oldest 90',
      'projection.retrying.messages 20',
    ],
  );
});

test('a projection lacks the consumers that it should have; a later generation has none yet', () => {
  const stream = (name: string, ...with_: string[]) => ({
    info: { config: { name }, state: { messages: 5 }, created: 'then' } as unknown as StreamInfo,
    consumers: with_.map((each) => ({ stream_name: name, name: each }) as ListedConsumer),
    silent: [],
  });
  const missing = (hasRetries: boolean, ...streams: ReturnType<typeof stream>[]) =>
    missingConsumers({ streams }, new Map([['history', 'history-b']]), () => hasRetries).map(
      ({ info, isAwaited }) => [info.stream_name, isAwaited],
    );
  const b = 'history-b';
  assert.deepEqual(missing(true, stream('EVENTS-1-0', b), stream('RETRIES', b), stream('OTHERS')), []);
  assert.deepEqual(missing(true, stream('EVENTS-1-0', b), stream('EVENTS-1-1'), stream('RETRIES')), [
    ['EVENTS-1-1', false],
    ['RETRIES', false],
  ]);
  assert.deepEqual(missing(false, stream('EVENTS-1-0', b), stream('EVENTS-2-0'), stream('RETRIES')), [
    ['EVENTS-2-0', true],
  ]);
});
