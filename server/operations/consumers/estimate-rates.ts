/** The counts of one moment that a consumer's rates are estimated from. */
export interface RateReading {
  /** Unix ms. */
  at: number;
  pending: number;
  ackPending: number;
  /** The newest delivered sequence, and the number of deliveries, redeliveries included. */
  delivered: number;
  deliveries: number;
  logEnd: number;
}

export interface Rates {
  inPerSecond: number;
  outPerSecond: number;
}

/**
 * How many matching events were stored, and how many acknowledged, per second. For a filtered consumer the sequences alone are
 * not enough. First deliveries are at most the deliveries, and at most the sequences passed. Stored events are those plus the
 * growth of the backlog, and at most what the stream took. A purge or a reset counts as zero, never as negative. Undefined with
 * fewer than two snapshots.
 */
export function estimateRates(snapshots: readonly RateReading[]): Rates | undefined {
  const first = snapshots[0];
  const last = snapshots.at(-1);
  if (!first || !last || last.at <= first.at) return undefined;
  let stored = 0;
  let answered = 0;
  for (let n = 1; n < snapshots.length; n += 1) {
    const before = snapshots[n - 1]!;
    const after = snapshots[n]!;
    const delivered = clamp(
      Math.min(after.deliveries - before.deliveries, after.delivered - before.delivered),
      Number.POSITIVE_INFINITY,
    );
    stored += clamp(after.pending - before.pending + delivered, after.logEnd - before.logEnd);
    answered += clamp(delivered - (after.ackPending - before.ackPending), Number.POSITIVE_INFINITY);
  }
  const seconds = (last.at - first.at) / 1_000;
  return { inPerSecond: stored / seconds, outPerSecond: answered / seconds };
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));

/** Time until a lag reaches zero at these rates, ms; null if the lag does not shrink. */
export function estimateDrain(lag: number, rates: Rates | undefined): number | null {
  if (lag === 0) return 0;
  const falling = rates ? rates.outPerSecond - rates.inPerSecond : 0;
  return falling > 0 ? Math.round((lag / falling) * 1_000) : null;
}
