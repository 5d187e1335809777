/** A number that is exported as a metric, as it was when it was asked for. */
export interface Observation {
  /** As OpenTelemetry names metrics, without the unit: `waybill.consumer.oldest`. */
  name: string;
  help: string;
  /** Of UCUM, as OpenTelemetry has it: `s`, `By`, `{event}`; `1` for none. */
  unit: string;
  /** Always the same names for a metric. */
  labels: Readonly<Record<string, string>>;
  value: number;
}
