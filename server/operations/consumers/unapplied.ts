/**
 * The one definition of "not applied yet". Everything that shows a lag or an age uses it: the API, the alerts, the metrics, the
 * live stream, the history of lags and the console.
 *
 *   stored ─► pending ─► ack pending ─► applied, or a dead letter
 *                            │ ▲
 *                     failed ▼ │ due
 *                          retrying (in RETRIES: scheduled, delayed by the brake, or sent by a replay)
 *
 * An event is in exactly one of these states. While it moves from ack pending to RETRIES it is in both for a moment: it is
 * counted twice, never missed. Dead letters are counted separately.
 */
export interface Unapplied {
  /** Stored and not delivered. In the retry queue: due and not delivered. */
  pending: number;
  /** Delivered and not acknowledged. */
  ackPending: number;
  /** In RETRIES for a later time. Only the retry queue has these. */
  scheduled: number;
}

export const lagOf = ({ pending, ackPending, scheduled }: Unapplied): number =>
  pending + ackPending + scheduled;

/** The server's report on one consumer; `retries`: how many events its epoch has in RETRIES, for its retry queue only. */
export function unappliedOf(
  { num_pending, num_ack_pending }: { num_pending: number; num_ack_pending: number },
  retries: { total: number } | undefined,
): Unapplied {
  return {
    pending: num_pending,
    ackPending: num_ack_pending,
    scheduled: Math.max(0, (retries?.total ?? 0) - num_pending - num_ack_pending),
  };
}

/** One consumer of a projection: null if its state is unknown. */
export interface UnappliedPart {
  unapplied: Unapplied | null;
  /** Its lag by the newest end of the log. */
  lag: number | null;
  /** When the log stored its oldest unapplied event, Unix ms; null without one, or if unknown. */
  oldestAt: number | null;
  isRetries: boolean;
}

interface ProjectionUnapplied {
  /** Null if a part is unknown: a sum needs all its parts. */
  lag: number | null;
  pending: number | null;
  ackPending: number | null;
  /** Everything in RETRIES: scheduled, due, or ack pending. */
  retrying: number | null;
  /** Null if the oldest event of a part is unknown: it may be older. */
  oldestAt: number | null;
}

/** A projection as the sum of its partitions and its retry queue. */
export function sumUnapplied(parts: readonly UnappliedPart[]): ProjectionUnapplied {
  const partitions = parts.filter(({ isRetries }) => !isRetries);
  return {
    lag: sumOrNull(parts.map(({ lag }) => lag)),
    pending: sumOrNull(partitions.map(({ unapplied }) => unapplied?.pending ?? null)),
    ackPending: sumOrNull(partitions.map(({ unapplied }) => unapplied?.ackPending ?? null)),
    retrying: sumOrNull(parts.filter(({ isRetries }) => isRetries).map(({ lag }) => lag)),
    oldestAt: oldestOf(parts),
  };
}

/** When the oldest unapplied event of several parts was stored; null if there is none, or if a part's is unknown. */
export function oldestOf(parts: readonly { lag: number | null; oldestAt: number | null }[]): number | null {
  if (parts.some(({ lag, oldestAt }) => lag !== 0 && oldestAt === null)) return null;
  const known = parts.flatMap(({ oldestAt }) => oldestAt ?? []);
  return known.length > 0 ? Math.min(...known) : null;
}

/** A sum with an unknown part is unknown. */
export function sumOrNull(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
