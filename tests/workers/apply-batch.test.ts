import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoggedEvent } from '../../contracts/event.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { applyBatch } from '../../workers/runtime/apply-batch.ts';
import { BatchSize } from '../../workers/runtime/batch-size.ts';
import { Circuit } from '../../workers/runtime/circuit.ts';

const eventOf = (n: number): LoggedEvent => ({
  event: {
    specversion: '1.0',
    id: `id-${n}`,
    type: 't.e.v1',
    source: '/s',
    subject: 'a/b',
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    correlationid: 'c',
    actor: 'a',
    data: {},
  },
  position: `1-0-${n}`,
  version: n,
  storedAt: 0,
});

const events = Array.from({ length: 64 }, (_, n) => eventOf(n + 1));
const ids = (list: readonly LoggedEvent[]) => list.map(({ position }) => Number(position.split('-')[2]));

async function run(
  apply: (batch: readonly LoggedEvent[]) => Promise<void>,
  options: { stop?: AbortSignal; size?: BatchSize; events?: LoggedEvent[]; deadlineMs?: number } = {},
) {
  const calls: number[][] = [];
  const circuit = new Circuit({
    probe: async () => {},
    onChange: () => {},
    firstBackoffMs: 1,
    lastBackoffMs: 5,
  });
  const outcome = await applyBatch(
    {
      projection: {
        async apply(batch) {
          calls.push(ids(batch));
          await apply(batch);
        },
      },
      circuit,
      inTurn: (call) => call(),
      size: options.size ?? new BatchSize(1_000, 1_000),
      applyDeadlineMs: options.deadlineMs ?? 10_000,
      stopPatienceMs: 50,
      stopping: options.stop ?? new AbortController().signal,
      onApplied: () => {},
      onRetry: () => {},
    },
    (options.events ?? events).map((event) => ({ event })),
  );
  const eventsOf = (items: readonly { event: LoggedEvent }[]) => items.map(({ event }) => event);
  return {
    calls,
    outcome: {
      applied: eventsOf(outcome.applied),
      abandoned: eventsOf(outcome.abandoned),
      failed: outcome.failed.map(({ item, failure }) => ({ event: item.event, failure })),
    },
  };
}

test('a batch that the store takes is applied in one call', async () => {
  const { outcome, calls } = await run(async () => {});
  assert.equal(calls.length, 1);
  assert.deepEqual(ids(outcome.applied), ids(events));
});

test('one bad event costs only itself', async () => {
  const bad = new Set([7, 40]);
  const { outcome } = await run(async (batch) => {
    if (ids(batch).some((n) => bad.has(n))) throw new StoreFailure('poison', 'X', 'never');
  });
  assert.deepEqual(ids(outcome.failed.map(({ event }) => event)), [7, 40]);
  assert.deepEqual(
    ids(outcome.applied),
    ids(events).filter((n) => !bad.has(n)),
  );
});

test('an event that fails for an unforeseen reason is found, and one attempt counts', async () => {
  const { outcome } = await run(async (batch) => {
    if (ids(batch).includes(5)) throw new TypeError('a bug');
  });
  assert.equal(outcome.applied.length, events.length - 1);
  const [failed] = outcome.failed;
  assert.equal(failed?.event, events[4]);
  assert.equal(failed?.failure.class, 'bug');
  assert.equal(failed?.failure.code, 'handler-error');
  assert.equal(failed?.failure.attempts, 1);
});

test('an event that makes the projection hang is found by the deadline', async () => {
  const few = events.slice(0, 4);
  const { outcome } = await run(
    (batch) => (ids(batch).includes(3) ? new Promise(() => {}) : Promise.resolve()),
    { events: few, deadlineMs: 60 },
  );
  assert.deepEqual(ids(outcome.applied), [1, 2, 4]);
  assert.deepEqual(
    outcome.failed.map(({ failure }) => failure.class),
    ['hang'],
  );
});

test('a transient failure that stays is attributed to its event', async () => {
  const { outcome } = await run(async (batch) => {
    if (ids(batch).includes(9)) throw new StoreFailure('transient', 'CONFLICT', 'not now');
  });
  assert.deepEqual(ids(outcome.failed.map(({ event }) => event)), [9]);
  assert.equal(outcome.failed[0]?.failure.class, 'transient');
});

test('each hanging event costs its batch one deadline, and one more for all of them', async () => {
  const hanging = new Set([3, 30, 61]);
  const isHanging = (batch: readonly number[]) => batch.some((id) => hanging.has(id));
  const { outcome, calls } = await run(
    async (batch) => {
      if (isHanging(ids(batch))) await new Promise(() => {});
    },
    { deadlineMs: 200 },
  );
  assert.deepEqual(calls.filter(isHanging), [ids(events), [3], [30], [61]]);
  const others = ids(events).filter((id) => !hanging.has(id));
  assert.deepEqual(ids(outcome.applied), others);
  assert.deepEqual(
    outcome.failed.map(({ failure }) => failure.class),
    ['hang', 'hang', 'hang'],
  );
});

test('a stopping worker abandons a projection that hangs, and no attempt counts', async () => {
  const stop = new AbortController();
  const { outcome } = await run(
    () => {
      stop.abort();
      return new Promise(() => {});
    },
    { stop: stop.signal },
  );
  assert.equal(outcome.abandoned.length, events.length);
  assert.equal(outcome.failed.length, 0);
});

test('an outage only costs time: the same batch is retried until the store is back, and nothing fails', async () => {
  let down = 5;
  const { outcome, calls } = await run(async () => {
    if (down-- > 0) throw new StoreFailure('outage', 'DOWN', 'not now');
  });
  assert.equal(outcome.failed.length, 0);
  assert.equal(outcome.applied.length, events.length);
  assert.ok(calls.every((call) => call.length === events.length));
});

test('a transient failure is tried again', async () => {
  let busy = 3;
  const { outcome } = await run(async () => {
    if (busy-- > 0) throw new StoreFailure('transient', 'BUSY', 'not now');
  });
  assert.equal(outcome.applied.length, events.length);
});

test('a stopping worker abandons events that it has not applied', async () => {
  const stop = new AbortController();
  const { outcome } = await run(
    async () => {
      stop.abort();
      throw new StoreFailure('outage', 'DOWN', 'not now');
    },
    { stop: stop.signal },
  );
  assert.equal(outcome.abandoned.length, events.length);
});

test('a store gets only as many events at once as it takes in time, and more once it is faster', async () => {
  const size = new BatchSize(4_000, 100);
  size.took(4_000, 150);
  assert.equal(size.current, 2_000, 'half of what took too long');
  size.took(300, 10);
  assert.equal(size.current, 2_000, 'a small batch says nothing of a large one');
  size.took(2_000, 70);
  assert.equal(size.current, 2_000, 'in time, and not by much');
  size.took(2_000, 10);
  assert.equal(size.current, 4_000);
  size.took(4_000, 10);
  assert.equal(size.current, 4_000, 'never more than the most');
  for (let n = 0; n < 10; n += 1) size.took(size.current, 1_000);
  assert.equal(size.current, 500, 'never less than the least');
});

test('a batch too large for a store is applied completely, in parts and in order', async () => {
  const many = Array.from({ length: 2_000 }, (_, n) => eventOf(n + 1));
  const { outcome, calls } = await run(
    async (batch) => {
      if (batch.length > 700) throw new StoreFailure('outage', 'store-timeout', 'too slow');
    },
    { size: new BatchSize(5_000, 10_000), events: many },
  );
  assert.equal(outcome.failed.length, 0);
  assert.deepEqual(ids(outcome.applied), ids(many));
  assert.deepEqual(
    calls.slice(0, 2).map((call) => call.length),
    [2_000, 500],
  );
});
