/** A number exported as a metric, read when the metrics are scraped. */
export interface Observation {
  /** The metric's OpenTelemetry name, without the unit: `waybill.consumer.oldest`. */
  name: string;
  help: string;
  /** A UCUM unit, as in OpenTelemetry: `s`, `By`, `{event}`; `1` for no unit. */
  unit: string;
  /** The label names of a metric never change. */
  labels: Readonly<Record<string, string>>;
  value: number;
}
