export type OtlpProtocol = 'http/protobuf' | 'http/json' | 'grpc';

/**
 * How spans and metrics are exported. Addresses, headers, compression and certificates are not here, because the
 * exporters read the variables OTEL_EXPORTER_OTLP_* themselves, as OpenTelemetry's specification describes.
 */
export interface ExportOptions {
  /** Null if spans are not exported. */
  traces: OtlpProtocol | null;
  /** Null if metrics are not exported. */
  metrics: OtlpProtocol | null;
  timeoutMs: number;
  queueSpans: number;
  flushMs: number;
  metricsExportMs: number;
  version: string;
  /** Called after every export. `error` is undefined if it succeeded. */
  onOutcome(what: 'spans' | 'metrics', error: Error | undefined): void;
}
