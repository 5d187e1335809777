import type { Setting } from '../setting.ts';

/** OpenTelemetry, and metrics for Prometheus. */
export const telemetrySettings = {
  otlpEndpoint: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    default: '',
    pattern: /^https?:\/\/[^\s]+$/,
    form: 'an http or https URL',
    meaning:
      'Where spans and metrics are sent by OTLP over HTTP (JSON), such as http://127.0.0.1:4318; /v1/traces and /v1/metrics are added. Without it nothing is exported.',
  },
  otlpHeaders: {
    kind: 'text',
    variable: 'OTEL_EXPORTER_OTLP_HEADERS',
    default: '',
    pattern: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+=[^,\s]*(,[!#$%&'*+.^_`|~0-9A-Za-z-]+=[^,\s]*)*$/,
    form: 'a list of name=value, separated by commas, the values percent-encoded',
    secret: true,
    meaning: 'Headers of every export, such as the key of whoever takes it.',
  },
  otlpTimeoutMs: {
    kind: 'number',
    variable: 'OTEL_EXPORTER_OTLP_TIMEOUT',
    default: 10_000,
    min: 50,
    max: 120_000,
    unit: 'ms',
    meaning: 'How long one export may take, retries included. What it held is then given up, and counted.',
  },
  traceSampleRatio: {
    kind: 'text',
    variable: 'WAYBILL_TRACE_SAMPLE_RATIO',
    default: '0.01',
    pattern: /^(0|1|0?\.[0-9]{1,9}|1\.0+)$/,
    form: 'a number from 0 to 1',
    meaning:
      'Which share of the traces that begin here is exported; one that a client began is exported if its client says so. What fails or is slow is exported whatever this says.',
  },
  traceSlowMs: {
    kind: 'number',
    variable: 'WAYBILL_TRACE_SLOW_MS',
    default: 1_000,
    min: 1,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'From when on accepting a command, or applying an event that was handed to a worker, is slow, and its spans are exported.',
  },
  traceQueueSpans: {
    kind: 'number',
    variable: 'WAYBILL_TRACE_QUEUE_SPANS',
    default: 4_096,
    min: 16,
    max: 100_000,
    unit: 'count',
    meaning: 'How many spans of one process may wait for their export. More are counted and not kept.',
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
    meaning:
      'The address on which a role of Waybill serves /metrics for Prometheus. It asks nobody who they are.',
  },
  metricsPort: {
    kind: 'number',
    variable: 'WAYBILL_METRICS_PORT',
    default: 0,
    min: 0,
    max: 65_533,
    unit: 'port',
    meaning:
      'The port of /metrics; 0 takes any free one, named in the log and by npm start -- --json. Of the roles that npm start starts together the first has this one, the next ones those after it: gateway, operations, worker.',
  },
} as const satisfies Record<string, Setting>;
