/** The result of one measurement. Latencies in milliseconds. */
export interface Measurement {
  accepted: number;
  /** All answers, including the warm-up's. */
  answered: number;
  /** Answers other than 202, and failed connections. */
  failed: number;
  /** Open loop: requests that were due but not sent before the end, because the server was too slow. */
  overdue: number;
  seconds: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** Quantiles of values, each by the nearest rank; 0 where there are no values. */
export function quantilesOf(
  values: Float64Array | readonly number[],
): Pick<Measurement, 'p50' | 'p95' | 'p99' | 'max'> {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** The latencies of one measurement in ms. Bounded, far above any rate measured here. */
export class Latencies {
  #values = new Float64Array(2 ** 20);
  #count = 0;

  add(ms: number): void {
    if (this.#count < this.#values.length) this.#values[this.#count++] = ms;
  }

  summary(): ReturnType<typeof quantilesOf> {
    return quantilesOf(this.#values.subarray(0, this.#count));
  }
}
