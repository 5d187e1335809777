/** The settings of a process without exports. */
export const NOT_EXPORTED = {
  otelDisabled: 'false',
  otlpEndpoint: '',
  otlpTracesEndpoint: '',
  otlpMetricsEndpoint: '',
  otlpProtocol: 'http/json',
  otlpTracesProtocol: '',
  otlpMetricsProtocol: '',
  tracesExporter: 'otlp',
  metricsExporter: 'otlp',
};

/**
 * Makes this process export to an endpoint, in JSON: sets the variables that OpenTelemetry reads, and returns the
 * settings.
 */
export function exportTo(endpoint: string, timeoutMs = 5_000) {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
  process.env.OTEL_EXPORTER_OTLP_TIMEOUT = String(timeoutMs);
  return { ...NOT_EXPORTED, otlpEndpoint: endpoint, otlpTimeoutMs: timeoutMs };
}
