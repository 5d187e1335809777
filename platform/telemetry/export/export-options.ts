export type OtlpProtocol = 'http/protobuf' | 'http/json' | 'grpc';

/**
 * How spans and metrics are exported. Addresses, headers, compression and certificates are not among these: the
 * exporters read the variables OTEL_EXPORTER_OTLP_* themselves, as OpenTelemetry's specification describes them.
 */
export interface ExportOptions {
  /** Null where spans are not exported. */
  traces: OtlpProtocol | null;
  /** Null where metrics are not exported. */
  metrics: OtlpProtocol | null;
  timeoutMs: number;
  queueSpans: number;
  flushMs: number;
  metricsExportMs: number;
  version: string;
  /** Called after every export with its error; undefined for a success. */
  onOutcome(what: 'spans' | 'metrics', error: Error | undefined): void;
}
