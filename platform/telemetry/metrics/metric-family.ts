/**
 * A metric with its current values. Names and units are written as in OpenTelemetry: `waybill.accept.duration`, `s`.
 */
export interface MetricFamily {
  name: string;
  help: string;
  /** UCUM: `s`, `By`, `1`, or the counted thing in braces, such as `{event}`. */
  unit: string;
  kind: 'counter' | 'gauge' | 'histogram';
  points: readonly MetricPoint[];
}

export type Labels = Readonly<Record<string, string>>;

export type MetricPoint =
  | { labels: Labels; value: number }
  | { labels: Labels; bounds: readonly number[]; counts: readonly number[]; sum: number; count: number };

/** A value that another part of Waybill gives when metrics are read, such as the state of an alert. */
export interface Observation {
  /** `waybill.alert.firing`. */
  name: string;
  help: string;
  labels: Labels;
  value: number;
  /** Default `1`. */
  unit?: string;
}
