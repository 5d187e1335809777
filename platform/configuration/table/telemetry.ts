import { whyNoOtlpHeaders, whyNoOtlpUrl } from '../otlp-values.ts';
import type { Setting } from '../setting.ts';

/** OpenTelemetry, and metrics for Prometheus. */
const url = { form: 'an http or https URL', check: whyNoOtlpUrl };
const protocol = {
  pattern: /^(http\/protobuf|http\/json|grpc)$/,
  form: 'http/protobuf, http/json or grpc',
};
const headers = {
  pattern: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+=[^,\s]*(,[!#$%&'*+.^_`|~0-9A-Za-z-]+=[^,\s]*)*$/,
  form: 'a list of name=value, separated by commas, the values percent-encoded',
  check: whyNoOtlpHeaders,
  secret: true,
};
const exporter = { default: 'otlp', pattern: /^(otlp|none)$/, form: 'otlp or none' };

export const telemetrySettings = {
  otelDisabled: {
    kind: 'text',
    variable: 'OTEL_SDK_DISABLED',
    default: 'false',
    pattern: /^(true|false)$/i,
    form: 'true or false',
    meaning: 'Switches the export of spans and metrics off, even if endpoints are set.',
  },
  otlpEndpoint: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    default: '',
    ...url,
    meaning:
      'Where spans and metrics are sent by OTLP, such as http://127.0.0.1:4318 (4317 for gRPC). Over HTTP, /v1/traces and /v1/metrics are added. Without an endpoint nothing is exported, and OpenTelemetry’s SDK is not loaded. OpenTelemetry’s other variables OTEL_EXPORTER_OTLP_* (compression, certificates) work as its specification describes.',
  },
  otlpTracesEndpoint: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    default: '',
    ...url,
    meaning: 'The whole URL for spans, if it differs.',
  },
  otlpMetricsEndpoint: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
    default: '',
    ...url,
    meaning: 'The whole URL for metrics, if it differs.',
  },
  otlpProtocol: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    default: 'http/protobuf',
    ...protocol,
    meaning: 'How spans and metrics are sent: http/protobuf, http/json or grpc.',
  },
  otlpTracesProtocol: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
    default: '',
    ...protocol,
    meaning: 'The protocol for spans, if it differs.',
  },
  otlpMetricsProtocol: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_METRICS_PROTOCOL',
    default: '',
    ...protocol,
    meaning: 'The protocol for metrics, if it differs.',
  },
  tracesExporter: {
    kind: 'text',
    variable: 'OTEL_TRACES_EXPORTER',
    ...exporter,
    meaning: 'none switches the export of spans off.',
  },
  metricsExporter: {
    kind: 'text',
    variable: 'OTEL_METRICS_EXPORTER',
    ...exporter,
    meaning: 'none switches the export of metrics off. /metrics is still served.',
  },
  otlpHeaders: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_HEADERS',
    default: '',
    ...headers,
    meaning: 'Headers of every export, such as the key of your backend.',
  },
  otlpTracesHeaders: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
    default: '',
    ...headers,
    meaning: 'Headers of the export of spans only.',
  },
  otlpMetricsHeaders: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_METRICS_HEADERS',
    default: '',
    ...headers,
    meaning: 'Headers of the export of metrics only.',
  },
  otelServiceName: {
    kind: 'text',
    variable: 'OTEL_SERVICE_NAME',
    default: '',
    meaning:
      'The service.name of this process. By default each role has its own: waybill-gateway, waybill-worker-history, waybill-operations. Set it only if you start roles one by one.',
  },
  otelResourceAttributes: {
    kind: 'text',
    variable: 'OTEL_RESOURCE_ATTRIBUTES',
    default: '',
    meaning: 'Further attributes of the resource: name=value, separated by commas.',
  },
  otlpTimeoutMs: {
    kind: 'number',
    variable: 'OTEL_EXPORTER_OTLP_TIMEOUT',
    default: 10_000,
    min: 50,
    max: 120_000,
    unit: 'ms',
    meaning: 'How long one export may take, retries included. After that its content is dropped and counted.',
  },
  traceSampleRatio: {
    kind: 'text',
    variable: 'WAYBILL_TRACE_SAMPLE_RATIO',
    default: '0.01',
    pattern: /^(0|1|0?\.[0-9]{1,9}|1\.0+)$/,
    form: 'a number from 0 to 1',
    meaning:
      'The share of traces beginning at Waybill that is exported. A trace that a client began is exported if the client says so. Failures and slow work are always exported.',
  },
  traceSlowMs: {
    kind: 'number',
    variable: 'WAYBILL_TRACE_SLOW_MS',
    default: 1_000,
    min: 1,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'From what time on accepting a command, or applying a delivered event, is slow, so that its spans are exported.',
  },
  traceQueueSpans: {
    kind: 'number',
    variable: 'WAYBILL_TRACE_QUEUE_SPANS',
    default: 4_096,
    min: 16,
    max: 100_000,
    unit: 'count',
    meaning: 'How many spans of one process may wait for their export. More are counted and dropped.',
  },
  traceFlushMs: {
    kind: 'number',
    variable: 'WAYBILL_TRACE_FLUSH_MS',
    default: 2_000,
    min: 10,
    max: 60_000,
    unit: 'ms',
    meaning: 'How long a span waits for others to be exported with it.',
  },
  metricsExportMs: {
    kind: 'number',
    variable: 'OTEL_METRIC_EXPORT_INTERVAL',
    default: 60_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'How often metrics are sent by OTLP.',
  },
  metricsHost: {
    kind: 'text',
    variable: 'WAYBILL_METRICS_HOST',
    default: '127.0.0.1',
    meaning: 'The address on which a role of Waybill serves /metrics for Prometheus. There is no sign-in.',
  },
  metricsPort: {
    kind: 'number',
    variable: 'WAYBILL_METRICS_PORT',
    default: 0,
    min: 0,
    max: 65_533,
    unit: 'port',
    meaning:
      'The port of /metrics; 0 takes any free one, which the log and npm start -- --json name. Of the roles that npm start starts together, the first takes this port and the others the next ones: gateway, operations, worker.',
  },
} as const satisfies Record<string, Setting>;
