import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StreamInfo } from '../../../../adapters/jetstream/streams/stream-info.ts';
import { closedSubject } from '../../../../adapters/jetstream/streams/stream-layout.ts';
import { logSnapshot, type WaitingConsumer } from '../../../../server/operations/consumers/log-snapshot.ts';
import { streamFact } from '../../../../server/operations/consumers/pipeline-facts.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);

const stream = (name: string, bytes: number, maxBytes: number, oldestDays: number | null): StreamInfo =>
  ({
    config: { name, subjects: [], max_bytes: maxBytes, max_age: 30 * DAY * 1e6, discard: 'new' },
    state: {
      bytes,
      messages: oldestDays === null ? 0 : 10,
      first_ts: new Date(NOW - (oldestDays ?? 0) * DAY).toISOString(),
    },
  }) as unknown as StreamInfo;

const first = stream('EVENTS-1-0', 100, 1_000, 3);
const second = stream('EVENTS-1-1', 600, 1_000, 1);
const consumer = (lag: number, oldestDays: number | null, of: Partial<WaitingConsumer> = {}) => ({
  class: { projection: 'history' },
  isWatched: true,
  lag,
  oldest: oldestDays === null ? undefined : { storedAt: NOW - oldestDays * DAY },
  streamInfo: first,
  ...of,
});

test('the event streams are summed; the fullest counts separately', () => {
  assert.deepEqual(logSnapshot([first, second, stream('LEDGER', 9, 9, 1)], [], NOW), {
    bytes: 700,
    maxBytes: 2_000,
    messages: 20,
    fullestShare: 0.6,
    oldestAt: NOW - 3 * DAY,
    leftMs: 30 * DAY,
  });
  assert.equal(logSnapshot([stream('LEDGER', 9, 9, 1)], [], NOW), null);
  const unlimited = logSnapshot([first, stream('EVENTS-1-1', 600, -1, null)], [], NOW);
  assert.deepEqual([unlimited?.maxBytes, unlimited?.fullestShare], [null, 0.1]);
});

test('a stream of a closed generation takes no more messages, so it is not the fullest', () => {
  const closed = stream('EVENTS-1-0', 990, 1_000, 3);
  closed.config = { ...closed.config, subjects: [closedSubject(1, 0)] };
  const open = stream('EVENTS-2-0', 100, 1_000, 1);
  assert.deepEqual(
    [logSnapshot([closed, open], [], NOW)?.fullestShare, logSnapshot([closed, open], [], NOW)?.bytes],
    [0.1, 1_090],
  );
  assert.deepEqual(
    [streamFact(closed), streamFact(open)].map(({ refusesWhenFull }) => refusesWhenFull),
    [false, true],
  );
});

const clocks: [string, WaitingConsumer[], number | null][] = [
  ['nothing pending: the retention', [consumer(0, null)], 30],
  ['the oldest pending event', [consumer(5, 2), consumer(1, 4)], 26],
  ['an unknown oldest event: unknown', [consumer(5, 2), consumer(1, null)], null],
  ['one that expired a moment ago: nothing', [consumer(5, 31)], 0],
  ['another consumer does not count', [consumer(5, 20, { class: { projection: null } })], 30],
  ['nor one of an older epoch', [consumer(5, 20, { isWatched: false })], 30],
];
for (const [name, consumers, days] of clocks) {
  test(`the time until expiry: ${name}`, () => {
    assert.equal(logSnapshot([first], consumers, NOW)?.leftMs, days === null ? null : days * DAY);
  });
}
