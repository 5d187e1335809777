import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { bareEnvironment } from '../../engines/bare-environment.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';

const run = promisify(execFile);
const sourceOf = (path: string) => JSON.stringify(new URL(`../../../${path}`, import.meta.url).href);

/** A process that makes one span, then stops. */
const SCRIPT = `
  const { startTelemetry } = await import(${sourceOf('platform/telemetry/start-telemetry.ts')});
  const { readSettings } = await import(${sourceOf('platform/configuration/settings.ts')});
  const { mintSpanId, mintTraceId } = await import(${sourceOf('platform/telemetry/trace-context/mint-ids.ts')});
  const outcomes = [];
  const telemetry = await startTelemetry({ ...readSettings(), role: 'worker:history', process: 'host:1', version: '1',
    onExport: (what, error) => outcomes.push([what, error?.message]) });
  telemetry.tracing?.spans.add({ name: 'a span', kind: 0, traceId: mintTraceId(), spanId: mintSpanId(), isParentRemote: false,
    beganAt: Date.now() - 3, endedAt: Date.now(), attributes: { number: 1 } });
  await telemetry.stop();
  process.stdout.write(JSON.stringify({ traced: telemetry.tracing !== undefined, outcomes }));
  process.exit(0);
`;

async function exportWith(
  variables: Record<string, string>,
): Promise<{ traced: boolean; outcomes: unknown[] }> {
  const { stdout } = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', SCRIPT],
    { env: { ...bareEnvironment, ...variables }, timeout: 120_000 },
  );
  return JSON.parse(stdout);
}

interface Taken {
  url: string;
  path: string;
  type: string;
  headers: Record<string, unknown>;
  body: Buffer;
}

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe('OpenTelemetry’s own variables', () => {
  let receiver: OtlpReceiver;
  const taken: Taken[] = [];
  const plain = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      const type = String(headers['content-type']);
      taken.push({ url, path: url, type, headers, body: Buffer.concat(chunks) });
      response.writeHead(200, { 'content-type': type }).end();
    });
  });
  const grpc = createHttp2Server();
  grpc.on('stream', (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const path = String(headers[':path']);
      taken.push({
        url: path,
        path,
        type: String(headers['content-type']),
        headers,
        body: Buffer.concat(chunks),
      });
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      // An empty message: a flag and a length of 0.
      stream.end(Buffer.alloc(5));
    });
  });

  before(async () => {
    receiver = await startOtlpReceiver();
    for (const server of [plain, grpc])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    await receiver.stop();
    plain.closeAllConnections();
    for (const server of [plain, grpc]) server.close();
  });

  test('the protocol is protobuf over HTTP by default, as the specification recommends', async () => {
    await exportWith({ OTEL_EXPORTER_OTLP_ENDPOINT: urlOf(plain) });
    const traces = taken.find(({ path }) => path === '/v1/traces');
    assert.equal(traces?.type, 'application/x-protobuf');
    assert.ok(traces?.body.includes('a span'));
    assert.ok(taken.some(({ path }) => path === '/v1/metrics'));
  });

  test('gRPC is one of them', async () => {
    const url = urlOf(grpc);
    const { outcomes } = await exportWith({
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    });
    assert.deepEqual(outcomes, []);
    const traces = taken.find(
      ({ path }) => path === '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
    );
    assert.ok(traces?.body.includes('a span'));
  });

  test('a signal may have its own endpoint, protocol and headers', async () => {
    taken.length = 0;
    receiver.spans.length = 0;
    await exportWith({
      OTEL_EXPORTER_OTLP_ENDPOINT: urlOf(plain),
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=for%20both',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces`,
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-key=for%20spans',
    });
    assert.equal(receiver.spans.length, 1);
    assert.equal(receiver.headers.at(-1)?.['x-key'], 'for spans');
    assert.deepEqual(
      taken.map(({ path, headers }) => [path, headers['x-key']]),
      [['/v1/metrics', 'for both']],
    );
  });

  test('an endpoint for one signal exports only that signal', async () => {
    taken.length = 0;
    const metricsOnly = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${urlOf(plain)}/v1/metrics` };
    assert.equal((await exportWith(metricsOnly)).traced, false);
    assert.deepEqual(
      taken.map(({ path }) => path),
      ['/v1/metrics'],
    );
  });

  test('a signal that is switched off is not exported', async () => {
    taken.length = 0;
    await exportWith({ OTEL_EXPORTER_OTLP_ENDPOINT: urlOf(plain), OTEL_METRICS_EXPORTER: 'none' });
    assert.deepEqual(
      taken.map(({ path }) => path),
      ['/v1/traces'],
    );
  });

  test('the resource has the role’s name, and the variables override it', async () => {
    const json = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
    receiver.spans.length = 0;
    await exportWith(json);
    await exportWith({ ...json, OTEL_SERVICE_NAME: 'chat', OTEL_RESOURCE_ATTRIBUTES: 'team=blue' });
    assert.deepEqual(
      receiver.spans.map(({ service }) => service),
      ['waybill-worker-history', 'chat'],
    );
    assert.match(receiver.received(), /"team"/);
  });
});
