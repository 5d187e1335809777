import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { LoggedEvent } from '../../contracts/event.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { applyBatch } from '../../workers/runtime/apply-batch.ts';
import { ApplyLock } from '../../workers/runtime/apply-lock.ts';
import { BatchSize } from '../../workers/runtime/batch-size.ts';
import { Circuit, type CircuitState } from '../../workers/runtime/circuit.ts';
import type { Journal } from '../../workers/runtime/journal.ts';
import { limitOutageLines } from '../../workers/runtime/outage-lines.ts';
import { waitUntil } from '../engines/condition.ts';

function makeCircuit(answers: boolean[]) {
  const states: CircuitState[] = [];
  let probes = 0;
  const circuit = new Circuit({
    firstBackoffMs: 5,
    lastBackoffMs: 20,
    async probe() {
      probes += 1;
      if (!answers.shift()) throw new Error('still down');
    },
    onChange: (state) => states.push(state),
  });
  return { circuit, states, probes: () => probes };
}

test('an outage opens the circuit; it closes when a probe passes', async () => {
  const { circuit, states } = makeCircuit([false, false, true]);
  circuit.open(new Error('down'));
  await circuit.whenClosed();
  assert.deepEqual(states, ['open', 'half-open', 'open', 'half-open', 'open', 'half-open', 'closed']);
});

test('one probe runs at a time, however many callers report the same outage', async () => {
  const { circuit, probes } = makeCircuit([true]);
  for (let n = 0; n < 100; n += 1) circuit.open(new Error('down'));
  await Promise.all(Array.from({ length: 100 }, () => circuit.whenClosed()));
  assert.equal(probes(), 1);
});

test('an ended circuit releases all waiting callers and never changes again', async () => {
  const { circuit, states } = makeCircuit([]);
  circuit.open(new Error('down'));
  circuit.end();
  await circuit.whenClosed();
  assert.deepEqual(states, ['open']);
});

/** A store that takes every probe and refuses every batch until it is `mended`. */
function refusingStore(options: { firstBackoffMs: number; lastBackoffMs: number }) {
  const counts = { probes: 0, trials: 0, atOnce: 0, mostAtOnce: 0, applied: 0 };
  const lines: string[] = [];
  const store = { mended: false };
  const stop = new AbortController();
  const journal = limitOutageLines(
    {
      circuit: ({ state, omittedLines }: Parameters<Journal['circuit']>[0]) =>
        lines.push(`${state} ${omittedLines ?? 0}`),
      retrying: ({ omittedLines }: Parameters<Journal['retrying']>[0]) =>
        lines.push(`retrying ${omittedLines ?? 0}`),
    } as unknown as Journal,
    6,
  );
  const states: CircuitState[] = [];
  const circuit = new Circuit({
    ...options,
    async probe() {
      counts.probes += 1;
    },
    onChange(state, why) {
      states.push(state);
      journal.circuit({ state, why });
    },
  });
  const lock = new ApplyLock();
  const apply = (partition: number) =>
    applyBatch(
      {
        projection: {
          async apply() {
            counts.trials += 1;
            counts.atOnce += 1;
            counts.mostAtOnce = Math.max(counts.mostAtOnce, counts.atOnce);
            await pause(1);
            counts.atOnce -= 1;
            if (!store.mended) throw new StoreFailure('outage', 'READ_ONLY', 'takes no batch');
            counts.applied += 1;
          },
        },
        circuit,
        inTurn: (call) => (partition === 0 ? lock.exclusive(call) : lock.shared(call)),
        size: new BatchSize(1_000, 1_000),
        applyDeadlineMs: 10_000,
        stopPatienceMs: 50,
        stopping: stop.signal,
        onApplied: () => {},
        onRetry: (part, attempt, error) =>
          journal.retrying({ stream: '', first: 0, count: part.length, attempt, error }),
      },
      [{ event: { position: `1-${partition}-1` } as LoggedEvent }],
    );
  const end = () => {
    stop.abort();
    circuit.end();
  };
  return { circuit, counts, lines, states, store, apply, end };
}

test('a store that takes probes but no batch gets one trial per backoff, and the backoff keeps growing', async (context) => {
  const { end, circuit, counts, lines, states, store, apply } = refusingStore({
    firstBackoffMs: 4,
    lastBackoffMs: 10_000,
  });
  context.after(end);
  const all = Promise.all([0, 1, 2, 3].map(apply));
  // Waits of 4, 8, 16 … ms: the tenth one takes 2 to 4 s.
  await waitUntil(() => counts.probes >= 6, { what: 'six probes' });
  // The calls that met the outage first ran together; the last probe's trial may not have begun.
  const first = counts.trials - counts.probes;
  assert.ok(first >= -1 && first <= 4, `${counts.trials} trials after ${counts.probes} probes`);
  await pause(600);
  assert.ok(counts.probes <= 10, `${counts.probes} probes: the backoff did not go on growing`);
  assert.ok(!states.includes('closed'), 'a probe does not close the circuit');
  assert.ok(circuit.down);
  assert.ok(lines.length <= 6, `${lines.length} lines`);
  const { mostAtOnce } = counts;
  store.mended = true;
  await all;
  assert.equal(counts.applied, 4);
  assert.ok(mostAtOnce <= 4, 'only the batches that met the outage first were tried together');
  assert.equal(circuit.state, 'closed');
  assert.equal(states.filter((state) => state === 'closed').length, 1);
  assert.match(lines.at(-1)!, /^closed/);
});

test('only an applied batch resets the backoff', async () => {
  const { circuit, states } = makeCircuit(Array(100).fill(true));
  const waits: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    const began = performance.now();
    circuit.open(new Error('down'));
    await circuit.whenClosed();
    waits.push(performance.now() - began);
  }
  assert.equal(states.filter((state) => state === 'half-open').length, 6);
  assert.ok(waits[5]! >= 10, `the sixth wait took ${waits[5]} ms, at least half of 20`);
});

test('a trial that nobody takes ends after a time', async () => {
  const { circuit, states } = makeCircuit([true]);
  circuit.open(new Error('down'));
  const waiter = circuit.whenAdmitted();
  await waiter;
  assert.deepEqual(states, ['open', 'half-open']);
  await circuit.whenClosed();
  assert.deepEqual(states, ['open', 'half-open', 'closed']);
});
