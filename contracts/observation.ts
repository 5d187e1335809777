/** A number that is exported as a metric, at the time of the scrape. */
export interface Observation {
  /** As OpenTelemetry names metrics, without the unit: `waybill.consumer.oldest`. */
  name: string;
  help: string;
  /** In UCUM, as in OpenTelemetry: `s`, `By`, `{event}`; `1` for none. */
  unit: string;
  /** The label names of a metric never change. */
  labels: Readonly<Record<string, string>>;
  value: number;
}
