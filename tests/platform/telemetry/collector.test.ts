import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { SPAN_KIND, type SpanRecord } from '../../../platform/telemetry/spans/span-record.ts';
import {
  startTelemetry,
  type Telemetry,
  type TelemetryOptions,
} from '../../../platform/telemetry/start-telemetry.ts';
import { mintSpanId, mintTraceId } from '../../../platform/telemetry/trace-context/mint-ids.ts';
import { bareEnvironment } from '../../engines/bare-environment.ts';
import { clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { KEYS, startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { exportTo, NOT_EXPORTED } from './export-settings.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { parsePrometheus } from './parse-prometheus.ts';

const span = (): SpanRecord => ({
  name: 'a span',
  kind: SPAN_KIND.internal,
  traceId: mintTraceId(),
  spanId: mintSpanId(),
  parentSpanId: undefined,
  isParentRemote: false,
  tracestate: undefined,
  beganAt: Date.now() - 3,
  endedAt: Date.now(),
  attributes: { number: 1, text: 'some', truth: true },
});

describe('a collector', () => {
  let receiver: OtlpReceiver;
  const recorded: [string, boolean][] = [];
  const open = (changes: Partial<TelemetryOptions> = {}): Promise<Telemetry> =>
    startTelemetry({
      ...exportTo(`${receiver.url}/`, changes.otlpTimeoutMs),
      traceSampleRatio: '1',
      traceSlowMs: 1_000,
      traceQueueSpans: 100,
      traceFlushMs: 10,
      metricsExportMs: 3_600_000,
      environmentName: 'test',
      role: 'gateway',
      process: 'host:1',
      version: '1',
      onExport: (what, error) => void recorded.push([what, error === undefined]),
      ...changes,
    });
  const outcomes = ({ metrics }: Telemetry) =>
    Object.fromEntries(
      metrics
        .collect()
        .find(({ name }) => name === 'waybill.spans')!
        .points.map((point) => [point.labels.outcome, 'value' in point ? point.value : Number.NaN]),
    );

  before(async () => {
    receiver = await startOtlpReceiver();
  });
  after(() => receiver.stop());
  afterEach(() => {
    receiver.behave('answer');
    recorded.length = 0;
  });

  test('that answers gets everything, the rest at the stop', async () => {
    const telemetry = await open({ traceFlushMs: 60_000 });
    for (let number = 0; number < 40; number += 1) telemetry.tracing!.spans.add(span());
    await telemetry.stop();
    assert.equal(receiver.spans.length, 40);
    assert.deepEqual(receiver.spans[0]!.attributes, { number: 1, text: 'some', truth: true });
    assert.equal(receiver.spans[0]!.service, 'waybill-gateway');
    assert.ok(receiver.points.some(({ name }) => name === 'process.memory'));
  });

  test('that hangs costs a bounded queue: spans that find it full are counted, and exports continue when the collector is back', async () => {
    receiver.behave('hang');
    // The timeout is long enough for exports to succeed on a busy machine.
    const telemetry = await open({ otlpTimeoutMs: 1_000 });
    const { spans } = telemetry.tracing!;
    for (let number = 0; number < 1_000; number += 1) spans.add(span());
    assert.equal(spans.hasRoom, false);
    // A full queue of spans waits, and the same number is being exported.
    assert.equal(outcomes(telemetry).dropped, 800);
    spans.leaveOut(5);
    assert.equal(outcomes(telemetry).dropped, 805);
    await waitUntil(() => outcomes(telemetry).failed! >= 100, { what: 'the export to be abandoned' });
    assert.ok(receiver.held() > 0);
    receiver.behave('answer');
    const before = receiver.spans.length;
    await waitUntil(
      () => {
        if (spans.hasRoom) spans.add(span());
        return receiver.spans.length > before;
      },
      { what: 'exports to succeed again' },
    );
    await waitUntil(() => recorded.some(([what, isWell]) => what === 'spans' && isWell));
    assert.deepEqual(
      recorded.filter(([what]) => what === 'spans'),
      [
        ['spans', false],
        ['spans', true],
      ],
    );
    await telemetry.stop();
  });

  test('that refuses or is missing: logged once, every failure counted', async () => {
    receiver.behave('refuse');
    const refused = await open();
    refused.tracing!.spans.add(span());
    await waitUntil(() => outcomes(refused).failed === 1);
    refused.tracing!.spans.add(span());
    await waitUntil(() => outcomes(refused).failed === 2);
    assert.equal(recorded.filter(([what]) => what === 'spans').length, 1);
    await refused.stop();
    const absent = await open(exportTo('http://127.0.0.1:9', 200));
    absent.tracing!.spans.add(span());
    await waitUntil(() => outcomes(absent).failed === 1);
    await absent.stop();
  });

  test('that hangs delays a stop for a bounded time', async () => {
    receiver.behave('hang');
    const telemetry = await open({ otlpTimeoutMs: 60_000 });
    telemetry.tracing!.spans.add(span());
    await waitUntil(() => receiver.held() > 0);
    const began = performance.now();
    await telemetry.stop();
    assert.ok(performance.now() - began < 30_000);
  });

  test('without an endpoint nothing is traced, but metrics are still served', async () => {
    const telemetry = await open(NOT_EXPORTED);
    assert.equal(telemetry.tracing, undefined);
    await pause(60);
    const names = telemetry.metrics.collect().map(({ name }) => name);
    assert.ok(names.includes('process.cpu.time'));
    assert.ok(!names.includes('waybill.spans'));
    await telemetry.stop();
  });
});

describe('a gateway whose collector hangs', {
  skip: natsServerBinary() ? false : 'no nats-server',
}, () => {
  let receiver: OtlpReceiver;
  let pipeline: TestPipeline;
  let hanging: TestRole;

  before(async () => {
    receiver = await startOtlpReceiver();
    receiver.behave('hang');
    pipeline = await startPipeline({ environment: { WAYBILL_PARTITIONS: '1' } });
    hanging = await startRole('gateway', {
      ...pipeline.environment,
      WAYBILL_GATEWAY_PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_TIMEOUT: '60000',
      OTEL_METRIC_EXPORT_INTERVAL: '200',
      WAYBILL_TRACE_SAMPLE_RATIO: '1',
      WAYBILL_TRACE_QUEUE_SPANS: '256',
      WAYBILL_TRACE_FLUSH_MS: '50',
    });
  });
  after(async () => {
    await hanging?.kill();
    await pipeline?.stop();
    await receiver?.stop();
  });

  /** Sends commands over a few connections at once. None waits for the collector: that would exceed the client's limit. */
  const load = async ({ url }: TestRole, count: number): Promise<void> => {
    const client = clientOf(url, KEYS.alice);
    const line = async () => {
      for (let number = 0; number < count / 8; number += 1) {
        assert.equal((await client.send('loaded', 'x'.repeat(200))).status, 202);
      }
    };
    await Promise.all(Array.from({ length: 8 }, line));
  };
  const metricsOf = async (role: TestRole) => {
    const url = await waitUntil(() => /"metrics":"(http:[^"]+)"/.exec(role.log())?.[1]);
    return parsePrometheus(await (await fetch(url)).text());
  };
  const residentOf = async (role: TestRole) =>
    (await metricsOf(role))
      .get('process_memory_bytes')!
      .samples.find(({ labels }) => labels.kind === 'resident')!.value;

  test('accepts commands all the same, uses no more memory, and counts dropped spans', async () => {
    await load(hanging, 1_200);
    assert.ok(receiver.held() > 0);
    const before = await residentOf(hanging);
    await load(hanging, 1_200);
    const grown = (await residentOf(hanging)) - before;
    assert.ok(grown < 96 * 1024 ** 2, `${grown} bytes more`);
    const spans = (await metricsOf(hanging)).get('waybill_spans_total')!.samples;
    const dropped = spans.find(({ labels }) => labels.outcome === 'dropped')!.value;
    assert.ok(dropped > 1_000, `${dropped} dropped`);
    assert.equal(spans.find(({ labels }) => labels.outcome === 'exported')!.value, 0);
  });
});

test('without an endpoint nothing of OpenTelemetry is loaded', () => {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    const { startTelemetry } = await import(${JSON.stringify(new URL('../../../platform/telemetry/start-telemetry.ts', import.meta.url).href)});
    const { readSettings } = await import(${JSON.stringify(new URL('../../../platform/configuration/settings.ts', import.meta.url).href)});
    const telemetry = await startTelemetry({ ...readSettings(), role: 'gateway', process: 'p', version: '1', onExport() {} });
    await telemetry.stop();
    process.stdout.write(String(loaded.filter((url) => url.includes('@opentelemetry')).length));
    process.exit(0);
  `;
  const loadedWith = (variables: Record<string, string>) =>
    Number(
      execFileSync(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
        { encoding: 'utf8', env: { ...bareEnvironment, ...variables } },
      ),
    );
  assert.equal(loadedWith({}), 0);
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  assert.ok(loadedWith(endpoint) > 10);
  assert.equal(loadedWith({ ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }), 0);
  const exporters = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' };
  assert.equal(loadedWith({ ...endpoint, ...exporters }), 0);
});
