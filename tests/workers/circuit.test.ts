import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Circuit, type CircuitState } from '../../workers/runtime/circuit.ts';

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

test('an outage opens the circuit; it closes by itself when a probe passes', async () => {
  const { circuit, states } = makeCircuit([false, false, true]);
  circuit.open(new Error('down'));
  await circuit.whenClosed();
  assert.deepEqual(states, ['open', 'half-open', 'open', 'half-open', 'open', 'half-open', 'closed']);
});

test('however many report the same outage, one probe goes at a time', async () => {
  const { circuit, probes } = makeCircuit([true]);
  for (let n = 0; n < 100; n += 1) circuit.open(new Error('down'));
  await Promise.all(Array.from({ length: 100 }, () => circuit.whenClosed()));
  assert.equal(probes(), 1);
});

test('a circuit that is ended lets everyone go and never changes again', async () => {
  const { circuit, states } = makeCircuit([]);
  circuit.open(new Error('down'));
  circuit.end();
  await circuit.whenClosed();
  assert.deepEqual(states, ['open']);
});
