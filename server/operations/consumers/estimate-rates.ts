/** What the rates of a consumer are estimated from: counts of one moment. */
export interface RateSample {
  /** Unix ms. */
  at: number;
  pending: number;
  ackPending: number;
  /** The newest sequence handed out, and how many deliveries there were, redeliveries included. */
  delivered: number;
  deliveries: number;
  logEnd: number;
}

export interface Rates {
  inPerSecond: number;
  outPerSecond: number;
}

/**
 * How many matching events came, and how many were answered for, a second. Of a filtered consumer the sequences alone
 * don't tell: what was handed out first is at most the deliveries, and at most the sequences passed; what came is that and
 * the growth of the backlog, and at most what the stream took. A purge or a reset makes a step of nothing, never a
 * negative one. Undefined with fewer than two samples.
 */
export function estimateRates(samples: readonly RateSample[]): Rates | undefined {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.at <= first.at) return undefined;
  let came = 0;
  let answered = 0;
  for (let n = 1; n < samples.length; n += 1) {
    const before = samples[n - 1]!;
    const after = samples[n]!;
    const delivered = clamp(
      Math.min(after.deliveries - before.deliveries, after.delivered - before.delivered),
      Number.POSITIVE_INFINITY,
    );
    came += clamp(after.pending - before.pending + delivered, after.logEnd - before.logEnd);
    answered += clamp(delivered - (after.ackPending - before.ackPending), Number.POSITIVE_INFINITY);
  }
  const seconds = (last.at - first.at) / 1_000;
  return { inPerSecond: came / seconds, outPerSecond: answered / seconds };
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));

/** Until a lag is gone at these rates, ms; null where it does not fall. */
export function estimateDrain(lag: number, rates: Rates | undefined): number | null {
  if (lag === 0) return 0;
  const falling = rates ? rates.outPerSecond - rates.inPerSecond : 0;
  return falling > 0 ? Math.round((lag / falling) * 1_000) : null;
}
