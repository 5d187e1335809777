import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedSpan {
  service: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  name: string;
  /** OTLP's numbers: 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  traceState: string | undefined;
  beganAt: bigint;
  endedAt: bigint;
  attributes: Record<string, string | number | boolean>;
  links: { traceId: string; spanId: string }[];
  isError: boolean;
}

interface ReceivedPoint {
  service: string;
  name: string;
  attributes: Record<string, string | number | boolean>;
  /** The value of a sum or a gauge; the count of a histogram. */
  value: number;
}

export interface OtlpReceiver {
  url: string;
  spans: ReceivedSpan[];
  points: ReceivedPoint[];
  /** Everything received, as text, and the headers of each request. */
  received(): string;
  headers: Record<string, string | string[] | undefined>[];
  /** `hang`: accepts everything and never answers. `refuse`: answers 400. */
  behave(how: 'answer' | 'hang' | 'refuse'): void;
  /** Requests that are kept without an answer. */
  held(): number;
  stop(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of OTLP, whose messages are read field by field
type Json = any;

/** A collector that accepts OTLP over HTTP in JSON, and keeps what it receives. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const points: ReceivedPoint[] = [];
  const headers: OtlpReceiver['headers'] = [];
  const held: ServerResponse[] = [];
  let text = '';
  let how = 'answer';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (how === 'hang') return void held.push(response);
      if (how === 'refuse') return void response.writeHead(400).end('{}');
      const body = Buffer.concat(chunks).toString('utf8');
      text += body;
      headers.push(request.headers);
      if (request.url === '/v1/traces') spans.push(...readSpans(JSON.parse(body)));
      else if (request.url === '/v1/metrics') points.push(...readPoints(JSON.parse(body)));
      else return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    points,
    headers,
    received: () => text,
    behave: (next) => {
      how = next;
    },
    held: () => held.length,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const readValue = (value: Json): string | number | boolean =>
  value.stringValue ?? value.boolValue ?? value.doubleValue ?? Number(value.intValue);

const attributesOf = (list: Json[] = []): ReceivedSpan['attributes'] =>
  Object.fromEntries(list.map(({ key, value }) => [key, readValue(value)]));

function readSpans(message: Json): ReceivedSpan[] {
  return message.resourceSpans.flatMap((of: Json) => {
    const service = String(attributesOf(of.resource.attributes)['service.name']);
    return of.scopeSpans.flatMap((scope: Json) =>
      scope.spans.map((span: Json) => ({
        service,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId || undefined,
        name: span.name,
        kind: span.kind,
        traceState: span.traceState || undefined,
        beganAt: BigInt(span.startTimeUnixNano),
        endedAt: BigInt(span.endTimeUnixNano),
        attributes: attributesOf(span.attributes),
        links: (span.links ?? []).map(({ traceId, spanId }: Json) => ({ traceId, spanId })),
        isError: span.status?.code === 2,
      })),
    );
  });
}

function readPoints(message: Json): ReceivedPoint[] {
  return message.resourceMetrics.flatMap((of: Json) => {
    const service = String(attributesOf(of.resource.attributes)['service.name']);
    return of.scopeMetrics.flatMap((scope: Json) =>
      scope.metrics.flatMap((metric: Json) =>
        (metric.sum ?? metric.gauge ?? metric.histogram).dataPoints.map((point: Json) => ({
          service,
          name: metric.name,
          attributes: attributesOf(point.attributes),
          value: Number(point.asDouble ?? point.asInt ?? point.count),
        })),
      ),
    );
  });
}
