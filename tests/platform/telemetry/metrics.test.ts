import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MetricRegistry } from '../../../platform/telemetry/metrics/metric-registry.ts';
import { prometheusText } from '../../../platform/telemetry/metrics/prometheus-text.ts';
import { clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { KEYS, startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { parsePrometheus } from './parse-prometheus.ts';

describe('the registry', () => {
  test('counters, histograms and gauges as Prometheus reads them', () => {
    const registry = new MetricRegistry();
    const counter = registry.counter({
      name: 'waybill.things',
      help: 'Things\nof "all" kinds.',
      unit: '{thing}',
    });
    counter.of({ kind: 'a "quoted\\one"\n' }).add(2);
    counter.of({ kind: 'b' }).add();
    const histogram = registry.histogram({ name: 'waybill.wait', help: 'Waits.', unit: 's' }, [0.1, 1]).of();
    for (const seconds of [0.05, 0.1, 0.5, 7]) histogram.record(seconds);
    registry.gauge({ name: 'waybill.size', help: 'Size.', unit: 'By' }, () => [{ value: 3 }]);
    registry.gauge({ name: 'waybill.broken', help: 'Throws.', unit: '1' }, () => {
      throw new Error('no');
    });
    registry.observe(() => [
      { name: 'waybill.alert.firing', help: 'Alerts.', labels: { alert: 'lag' }, value: 1 },
      { name: 'waybill.alert.firing', help: 'Alerts.', labels: { alert: 'age' }, value: 0 },
    ]);
    const metrics = parsePrometheus(prometheusText(registry.collect()));
    assert.deepEqual(
      [...metrics.keys()],
      ['waybill_things_total', 'waybill_wait_seconds', 'waybill_size_bytes', 'waybill_alert_firing'],
    );
    const things = metrics.get('waybill_things_total')!;
    assert.equal(things.type, 'counter');
    assert.deepEqual(things.samples[0], {
      name: 'waybill_things_total',
      labels: { kind: 'a "quoted\\one"\n' },
      value: 2,
    });
    const wait = metrics.get('waybill_wait_seconds')!.samples;
    assert.deepEqual(
      wait.map(({ name, labels, value }) => [name.replace('waybill_wait_seconds', ''), labels.le, value]),
      [
        ['_bucket', '0.1', 2],
        ['_bucket', '1', 3],
        ['_bucket', '+Inf', 4],
        ['_sum', undefined, 7.65],
        ['_count', undefined, 4],
      ],
    );
    assert.equal(metrics.get('waybill_alert_firing')!.samples.length, 2);
  });

  test('too many label values share one series', () => {
    const registry = new MetricRegistry();
    const counter = registry.counter({ name: 'codes', help: 'Codes.', unit: '1' });
    for (let code = 0; code < 1_000; code += 1) counter.of({ code: `c${code}`, class: 'x' }).add();
    const [family] = registry.collect();
    assert.equal(family!.points.length, 101);
    const rest = family!.points.at(-1)!;
    assert.deepEqual(rest.labels, { code: 'other', class: 'other' });
    assert.equal('value' in rest && rest.value, 900);
  });
});

describe('/metrics', { skip: natsServerBinary() ? false : 'no nats-server' }, () => {
  let pipeline: TestPipeline;
  let operations: TestRole;

  before(async () => {
    pipeline = await startPipeline({
      environment: { WAYBILL_PARTITIONS: '1', WAYBILL_OPERATOR_KEYS: 'olga:olga-key-0123456789' },
    });
    operations = await startRole('operations', pipeline.environment);
  });
  after(async () => {
    await operations?.kill();
    await pipeline?.stop();
  });

  /** The address of the metrics in a role's log. */
  const urlOf = (role: TestRole) => /"metrics":"(http:[^"]+)"/.exec(role.log())?.[1];
  const read = async (role: TestRole) => {
    const response = await fetch(await waitUntil(() => urlOf(role)));
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type')!, /^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    return { text, metrics: parsePrometheus(text) };
  };
  const sampleOf = (metrics: ReturnType<typeof parsePrometheus>, name: string, labels = {}) =>
    metrics
      .get(name)
      ?.samples.find((sample) =>
        Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      )?.value;

  test('every role serves metrics of its work', async () => {
    const { alice, gateway, worker } = pipeline;
    const { body } = await alice.send('counted', 'planted-payload');
    await alice.status(body.commandId, 'applied');
    assert.equal((await alice.request('POST', '/v1/channels/counted/messages', { text: 7 })).status, 400);
    assert.equal((await clientOf(gateway.url, 'no-such-key').send('counted', 'x')).status, 401);

    const ofGateway = await read(gateway);
    const commands = (outcome: string) =>
      sampleOf(ofGateway.metrics, 'waybill_commands_total', { command: 'send-message', outcome });
    assert.deepEqual([commands('accepted'), commands('refused'), commands('repeated')], [1, 2, 0]);
    const problems = ofGateway.metrics.get('waybill_command_problems_total')!.samples;
    assert.deepEqual(problems.map(({ labels, value }) => [labels.problem, value]).sort(), [
      ['invalid-request', 1],
      ['unauthorized', 1],
    ]);
    assert.equal(ofGateway.metrics.get('waybill_publish_duration_seconds')!.samples.at(-1)!.value, 1);
    assert.equal(sampleOf(ofGateway.metrics, 'waybill_link_up'), 1);

    const ofWorker = await read(worker);
    assert.equal(sampleOf(ofWorker.metrics, 'waybill_events_applied_total', { projection: 'history' }), 1);
    assert.equal(sampleOf(ofWorker.metrics, 'waybill_circuit_state', { state: 'closed' }), 1);
    assert.equal(sampleOf(ofWorker.metrics, 'waybill_circuit_state', { state: 'open' }), 0);
    assert.equal(ofWorker.metrics.get('waybill_event_delay_seconds')!.samples.at(-1)!.value, 1);
    assert.ok(sampleOf(ofWorker.metrics, 'process_memory_bytes', { kind: 'resident' })! > 1e7);

    const ofOperations = await read(operations);
    assert.equal(sampleOf(ofOperations.metrics, 'waybill_link_up'), 1);
    for (const { text } of [ofGateway, ofWorker, ofOperations])
      for (const planted of ['alice', 'olga', 'planted-payload', KEYS.alice, 'counted'])
        assert.ok(!text.includes(planted), planted);
  });

  test('are served on loopback, read-only, and nothing else is', async () => {
    const url = new URL((await waitUntil(() => urlOf(pipeline.gateway)))!);
    assert.equal(url.hostname, '127.0.0.1');
    assert.notEqual(url.port, new URL(pipeline.gateway.url).port);
    assert.equal((await fetch(url.origin)).status, 404);
    assert.equal((await fetch(url, { method: 'POST' })).status, 405);
    assert.equal((await fetch(`${pipeline.gateway.url}/metrics`)).status, 404);
  });
});
