import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { OtlpProtocol } from './export-options.ts';

/** The exporter of spans for a protocol. Loads only that protocol's package. */
export async function makeSpanExporter(
  protocol: OtlpProtocol,
  concurrencyLimit: number,
): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await spanExporters[protocol]();
  return new OTLPTraceExporter({ concurrencyLimit });
}

/** The exporter of metrics for a protocol, one export at a time. Loads only that protocol's package. */
export async function makeMetricExporter(protocol: OtlpProtocol): Promise<PushMetricExporter> {
  const { OTLPMetricExporter } = await metricExporters[protocol]();
  return new OTLPMetricExporter({ concurrencyLimit: 1 });
}

const spanExporters = {
  'http/protobuf': () => import('@opentelemetry/exporter-trace-otlp-proto'),
  'http/json': () => import('@opentelemetry/exporter-trace-otlp-http'),
  grpc: () => import('@opentelemetry/exporter-trace-otlp-grpc'),
};

const metricExporters = {
  'http/protobuf': () => import('@opentelemetry/exporter-metrics-otlp-proto'),
  'http/json': () => import('@opentelemetry/exporter-metrics-otlp-http'),
  grpc: () => import('@opentelemetry/exporter-metrics-otlp-grpc'),
};
