/**
 * The one definition of "not applied yet". Every place that shows a lag or an age takes it from here: the consumers and
 * projections of the API, the alerts, the metrics, the live stream, the history of lags and the console.
 *
 *   stored ─► pending ─► ack pending ─► applied, or a dead letter
 *                            │ ▲
 *                     failed ▼ │ due
 *                          retrying (in RETRIES: scheduled, held back by the brake, or sent by a replay)
 *
 * An event is in exactly one of these. An event that moves from ack pending to RETRIES is in both for a moment: it is counted
 * twice, never missed. Dead letters have been decided about and are counted by themselves.
 */
export interface Unapplied {
  /** Stored and not delivered. Of the retry queue: due and not delivered. */
  pending: number;
  /** Delivered and not acknowledged. */
  ackPending: number;
  /** In RETRIES for a later time. Only the retry queue has these. */
  scheduled: number;
}

export const lagOf = ({ pending, ackPending, scheduled }: Unapplied): number =>
  pending + ackPending + scheduled;

/** What the server says of one consumer; `retries`: how many events its build has in RETRIES, of its retry queue only. */
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

/** One consumer of a projection: null where nobody can tell where it is. */
export interface UnappliedPart {
  unapplied: Unapplied | null;
  /** Its lag by the newest end of the log. */
  lag: number | null;
  /** When the log stored its oldest unapplied event, Unix ms; null without one, or where that isn't known. */
  oldestAt: number | null;
  isRetries: boolean;
}

export interface ProjectionUnapplied {
  /** Null where a part is unknown: a sum with a hole is no sum. */
  lag: number | null;
  pending: number | null;
  ackPending: number | null;
  /** Everything in RETRIES: scheduled, due, or being tried. */
  retrying: number | null;
  /** Null where the oldest event of a part is unknown: it may be older. */
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

/** When the oldest unapplied event of several parts was stored; null where there is none, or where a part doesn't know its own. */
export function oldestOf(parts: readonly { lag: number | null; oldestAt: number | null }[]): number | null {
  if (parts.some(({ lag, oldestAt }) => lag !== 0 && oldestAt === null)) return null;
  const known = parts.flatMap(({ oldestAt }) => oldestAt ?? []);
  return known.length > 0 ? Math.min(...known) : null;
}

/** A sum of which a part isn't known is not known. */
export function sumOrNull(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
