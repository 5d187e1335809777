import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Observation } from '../../../../contracts/observation.ts';
import { foldAlert } from '../../../../server/operations/alerts/alert-state.ts';
import { observePipeline, PIPELINE_METRICS } from '../../../../server/operations/alerts/observe-pipeline.ts';
import {
  consumer,
  deadLetters,
  defaultRules,
  HOUR,
  lostStream,
  NOW,
  reconciled,
  streams,
  well,
} from './facts.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const rulesFile = readFileSync(join(root, 'deploy/prometheus/alerts.yml'), 'utf8');
const page = readFileSync(join(root, 'docs/alerts.md'), 'utf8');

/** As OpenTelemetry’s compatibility rules name a gauge for Prometheus. */
const prometheusName = ({ name, unit }: Pick<Observation, 'name' | 'unit'>): string =>
  name.replaceAll('.', '_') + ({ s: '_seconds', By: '_bytes' }[unit] ?? '');

const alert = foldAlert(
  undefined,
  {
    id: 'action-1',
    at: new Date(NOW).toISOString(),
    actor: 'waybill',
    requestId: 'action-1',
    reason: null,
    target: 'alert',
    alert: 'lag-history',
    kind: 'alert-raised',
    detail: 'x',
    rule: 'lag',
    severity: 'warning',
  },
  1,
)!;

const RATE = {
  stream: 'EVENTS-1-0',
  bytes: 5,
  maxBytes: 1_000,
  keptMs: HOUR,
  bytesPerSecond: 2,
  countedMs: HOUR,
};

/** Everything that can be exported. */
const exported = observePipeline(
  {
    ...well(),
    consumers: {
      known: true,
      value: [consumer({ lag: 3, oldestAt: NOW - HOUR, oldestExpiresAt: NOW + HOUR, drainMs: 500 })],
    },
    log: streams({ bytes: 5, rate: RATE }).log,
    deadLetters: deadLetters(2, NOW - HOUR).deadLetters,
    reconciliation: reconciled({ lost: 1 }).reconciliation,
    lostStreams: lostStream(NOW - HOUR).lostStreams,
    indexes: { known: true, value: [{ name: 'ledger', behind: 7, behindMs: 1_500 }] },
  },
  [alert],
  1,
);
const names = new Set(exported.map(prometheusName));
const exportedValue = (name: string) => exported.find((each) => prometheusName(each) === name)?.value;

test('every declared metric is exported, and no other, always with the same labels', () => {
  assert.deepEqual(new Set(exported.map(({ name }) => name)), new Set(Object.keys(PIPELINE_METRICS)));
  for (const group of Map.groupBy(exported, ({ name }) => name).values())
    assert.equal(new Set(group.map(({ labels }) => Object.keys(labels).join())).size, 1);
  for (const { value } of exported) assert.ok(Number.isFinite(value));
});

test('values are in the units of their names', () => {
  assert.equal(exportedValue('waybill_consumer_oldest_seconds'), 3_600);
  assert.equal(exportedValue('waybill_consumer_retention_left_seconds'), 3_600);
  assert.equal(exportedValue('waybill_consumer_drain_seconds'), 0.5);
  assert.equal(exportedValue('waybill_consumer_lag_messages'), 3);
  assert.equal(exportedValue('waybill_log_bytes'), 5);
  assert.equal(exportedValue('waybill_log_lasts_seconds'), 500);
  assert.equal(exportedValue('waybill_log_retention_seconds'), 3_600);
  assert.equal(exportedValue('waybill_reconciliation_lost'), 1);
  assert.equal(exportedValue('waybill_index_behind_seconds'), 1.5);
});

test('an unknown value is absent, not 0, and reported as unknown', () => {
  const unknown = { known: false, since: NOW, why: 'x' } as const;
  const few = observePipeline({ ...well(), reconciliation: unknown, deadLetters: unknown }, [], 0);
  assert.ok(!few.some(({ name }) => /reconciliation|dead_letters/.test(name)));
  const known = few.filter(({ name }) => name === 'waybill.fact.known');
  assert.deepEqual(
    known.filter(({ value }) => value === 0).map(({ labels }) => labels.fact),
    ['dead-letters', 'reconciliation'],
  );
});

test('every metric and label in the rules for Prometheus is exported', () => {
  const expressions = [...rulesFile.matchAll(/^\s*expr: (.+)$/gm)].map(([, expression = '']) => expression);
  assert.ok(expressions.length >= 14);
  const labels = new Set(exported.flatMap(({ labels: each }) => Object.keys(each)));
  for (const expression of expressions) {
    const used = expression.match(/waybill_[a-z_]+/g) ?? [];
    assert.ok(used.length > 0, expression);
    for (const name of used) assert.ok(names.has(name), `${name} in ${expression}`);
    for (const [, list = ''] of expression.matchAll(/(?:by|on) \(([^)]*)\)/g))
      for (const label of list.split(', ')) assert.ok(labels.has(label), `${label} in ${expression}`);
    for (const [, label = ''] of expression.matchAll(/[{,]\s*([a-z_]+)!?=/g))
      assert.ok(labels.has(label), `${label} in ${expression}`);
  }
});

test('every rule of Waybill has one for Prometheus, and every runbook link leads somewhere', () => {
  const runbooks = [...rulesFile.matchAll(/runbook: docs\/alerts\.md#?(\S*)$/gm)].map(
    ([, anchor = '']) => anchor,
  );
  assert.equal(runbooks.length, [...rulesFile.matchAll(/- alert: /g)].length);
  const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  for (const anchor of runbooks) if (anchor !== '') assert.ok(anchors.includes(anchor), anchor);
  for (const { rule } of defaultRules()) assert.ok(runbooks.includes(rule.name), rule.name);
});
