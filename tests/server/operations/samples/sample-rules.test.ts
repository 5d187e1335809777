import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PipelineChange } from '../../../../contracts/pipeline-change.ts';
import { MOST_SAMPLES, SAMPLE_CHANNEL_PREFIX } from '../../../../contracts/samples.ts';
import { readSettings, type Settings } from '../../../../platform/configuration/settings.ts';
import { offersSamples } from '../../../../processes/supervisor/offers-samples.ts';
import { waitsIn } from '../../../../server/operations/samples/pause-store.ts';
import {
  CONVERSATION,
  planConversation,
  planMessages,
} from '../../../../server/operations/samples/plan-samples.ts';

import { projections } from '../../../../workers/registry.ts';

const WHOLE = ['nats', 'gateway', 'worker:history', 'operations', 'console'];

describe('a start that offers demo data', () => {
  const cases: [string, boolean, string[], Partial<Settings>][] = [
    ['npm start', true, WHOLE, {}],
    ['its own Cassandra too', true, [...WHOLE, 'cassandra'], { stores: 'history:cassandra' }],
    ['by the name of the loopback', true, WHOLE, { gatewayHost: 'localhost' }],
    ['a log elsewhere', false, WHOLE.slice(1), { natsUrl: 'nats://10.0.0.1:4222' }],
    ['a Cassandra elsewhere', false, WHOLE, { stores: 'history:cassandra' }],
    ['a worker elsewhere', false, WHOLE.filter((role) => role !== 'worker:history'), {}],
    ['reached from outside', false, WHOLE, { gatewayHost: '0.0.0.0' }],
    ['an address for clients', false, WHOLE, { publicGatewayUrl: 'https://api.example.org' }],
    ['callers that somebody named', false, WHOLE, { apiKeys: 'alice:0123456789abcdef' }],
    ['production', false, WHOLE, { environmentName: 'production' }],
  ];
  for (const [name, offered, roles, changes] of cases)
    test(`${name}: ${offered ? 'offered' : 'not offered'}`, () => {
      assert.equal(offersSamples(roles, { ...readSettings({}), ...changes }, projections), offered);
    });
});

describe('a plan of demo data', () => {
  const first = (count: number, actions: Iterator<{ kind: string; channel: string }>) =>
    Array.from({ length: count }, () => actions.next().value!);

  test('a conversation is bounded, in demo channels only, and creates a channel once', () => {
    const plan = planConversation('seed', new Set());
    const actions = first(plan.dueTimes.length, plan.actions);
    assert.equal(plan.dueTimes.length, CONVERSATION);
    assert.ok(CONVERSATION <= MOST_SAMPLES / 10);
    assert.ok(actions.every(({ channel }) => channel.startsWith(SAMPLE_CHANNEL_PREFIX)));
    const created = actions.filter(({ kind }) => kind === 'create').map(({ channel }) => channel);
    assert.ok(created.length > 1);
    const again = first(CONVERSATION, planConversation('other', new Set(created)).actions);
    assert.ok(again.every(({ kind }) => kind !== 'create'));
  });

  test('while a store is paused there are only messages, one by one', () => {
    const plan = planMessages('seed', 45_000);
    assert.ok(first(plan.dueTimes.length, plan.actions).every(({ kind }) => kind === 'send'));
    assert.ok(plan.dueTimes.every((due) => due < 45_000));
  });
});

describe('the workers’ reports about a paused store', () => {
  const change = (kind: 'circuit-opened' | 'circuit-closed', at: string): PipelineChange => ({
    ...{ id: at, at, kind, projection: 'history', process: 'p', why: null, openForMs: null },
  });
  const cases: [string, PipelineChange[], { waitingAt: string | null; recoveredAt: string | null }][] = [
    ['nothing', [], { waitingAt: null, recoveredAt: null }],
    ['it waits', [change('circuit-opened', 'b')], { waitingAt: 'b', recoveredAt: null }],
    [
      'it resumes',
      [change('circuit-closed', 'c'), change('circuit-opened', 'b')],
      { waitingAt: 'b', recoveredAt: 'c' },
    ],
    [
      'it waits again',
      [change('circuit-opened', 'd'), change('circuit-closed', 'c'), change('circuit-opened', 'b')],
      { waitingAt: 'b', recoveredAt: null },
    ],
    ['an earlier one ends', [change('circuit-closed', 'a')], { waitingAt: null, recoveredAt: null }],
  ];
  for (const [name, changes, expected] of cases)
    test(name, () => assert.deepEqual(waitsIn(changes), expected));
});
