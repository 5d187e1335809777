/** A metric with the values it has now. Names and units as OpenTelemetry writes them: `waybill.accept.duration`, `s`. */
export interface MetricFamily {
  name: string;
  help: string;
  /** UCUM: `s`, `By`, `1`, or what is counted in braces, such as `{event}`. */
  unit: string;
  kind: 'counter' | 'gauge' | 'histogram';
  points: readonly MetricPoint[];
}

export type Labels = Readonly<Record<string, string>>;

export type MetricPoint =
  | { labels: Labels; value: number }
  | { labels: Labels; bounds: readonly number[]; counts: readonly number[]; sum: number; count: number };

/** What another part of Waybill has to say at a look, such as the state of an alert. */
export interface Observation {
  /** `waybill.alert.firing`. */
  name: string;
  help: string;
  labels: Labels;
  value: number;
  /** Default `1`. */
  unit?: string;
}
