/** Where and how spans and metrics are exported. */
export interface ExportOptions {
  /** The URL before /v1/traces and /v1/metrics, without a slash at its end. */
  endpoint: string;
  headers: Record<string, string>;
  timeoutMs: number;
  queueSpans: number;
  flushMs: number;
  metricsExportMs: number;
  version: string;
  /** Told after every export how it ended; undefined for well. */
  onOutcome(what: 'spans' | 'metrics', error: Error | undefined): void;
}

/** The headers of `name=value,…` with percent-encoded values, as OpenTelemetry's variable writes them. */
export function readHeaders(list: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of list === '' ? [] : list.split(',')) {
    const equals = pair.indexOf('=');
    headers[pair.slice(0, equals)] = decoded(pair.slice(equals + 1));
  }
  return headers;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
