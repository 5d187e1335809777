import { IntervalSet } from './interval-set.ts';

/** What is known about one partition of the log in one epoch of a projection. All sets are of sequences. */
export interface PartitionFacts {
  /** The sequences that the log assigned in the window, whatever happened to them since. */
  accepted: IntervalSet;
  /** The first sequence that the stream still holds. */
  firstHeld: number;
  /** The sequences that the stream reports as deleted. */
  erased: IntervalSet;
  /** Recorded by the ledger or proven by reading, minus what reading did not find. */
  applied: IntervalSet;
  /** In RETRIES, for this epoch. */
  retrying: IntervalSet;
  /** In DEAD_LETTERS and not resolved: open, discarded, or replaced by another event. */
  dead: DeadLetters;
  /** The first sequence that the consumer was created to deliver. */
  start: number;
  delivered: number;
  ackFloor: number;
  ackPending: number;
  /** Acknowledged, and seen so while the log still held it. */
  acknowledged: IntervalSet;
  /** Not found in two readings of the read model, some seconds apart. */
  absent: IntervalSet;
}

export interface DeadLetters {
  open: IntervalSet;
  discarded: IntervalSet;
  edited: IntervalSet;
}

/** Where the accepted events are: each in exactly one set from `erased` to `unreconciled`. */
export interface Account {
  accepted: IntervalSet;
  erased: IntervalSet;
  applied: IntervalSet;
  retrying: IntervalSet;
  deadLettered: IntervalSet;
  discarded: IntervalSet;
  edited: IntervalSet;
  beforeStart: IntervalSet;
  expired: IntervalSet;
  pending: IntervalSet;
  ackPending: IntervalSet;
  lost: IntervalSet;
  /** In none of them, and not proven to be lost. */
  unreconciled: IntervalSet;
  /** The part of `lost` whose number is certain, but not the names: see `ackPending`. */
  uncertain: IntervalSet;
  /** The sequences to look for in the read model. */
  unaccounted: IntervalSet;
}

/**
 * Where every accepted event of a partition is. An event in several places counts for the first of these:
 *
 *   erased          deleted from the log on purpose: there is nothing to compare it with
 *   applied         in the read model: also with a dead letter or a retry
 *   retrying        in RETRIES: also a dead letter that is being replayed
 *   dead letters    open (on hold and replayed ones included), discarded, edited
 *   before start    the consumer was created to begin after it
 *   expired         the log dropped it before it was acknowledged
 *   pending         above the newest delivered sequence
 *   ack pending     between the ack floor and the newest delivered sequence
 *   lost            acknowledged, and in none of these places: not found in two readings of the read model
 *   unreconciled    the same, before the second reading
 *
 * The server says how many delivered events are ack pending, not which. If more events than that are in no other place, some of
 * them were acknowledged: the lowest, because workers acknowledge in order. They count as lost once the read model has none of
 * the candidates; then the number of lost events is certain, but not which they are.
 */
export function accountFor(facts: PartitionFacts): Account {
  let left = facts.accepted;
  const take = (set: IntervalSet): IntervalSet => {
    const taken = left.intersect(set);
    left = left.subtract(taken);
    return taken;
  };
  const above = (sequence: number) => IntervalSet.between(sequence + 1, Number.MAX_SAFE_INTEGER);
  const below = (sequence: number) => IntervalSet.between(0, sequence - 1);

  const erased = take(facts.erased);
  const applied = take(facts.applied);
  const retrying = take(facts.retrying);
  const deadLettered = take(facts.dead.open);
  const discarded = take(facts.dead.discarded);
  const edited = take(facts.dead.edited);
  const beforeStart = take(below(facts.start));
  const expired = take(below(facts.firstHeld).subtract(facts.acknowledged));
  const pending = take(above(facts.delivered).intersect(above(facts.firstHeld - 1)));
  const outstanding = take(above(facts.ackFloor).intersect(above(facts.firstHeld - 1)));

  const excess = Math.max(0, outstanding.count - facts.ackPending);
  const missing = outstanding.lowest(excess);
  const noneIsThere = outstanding.subtract(facts.absent).isEmpty;
  const uncertain = noneIsThere ? missing : IntervalSet.EMPTY;
  const unreconciled = left.subtract(facts.absent);
  return {
    accepted: facts.accepted,
    erased,
    applied,
    retrying,
    deadLettered,
    discarded,
    edited,
    beforeStart,
    expired,
    pending,
    ackPending: outstanding.subtract(missing),
    lost: left.intersect(facts.absent).union(uncertain),
    unreconciled: noneIsThere ? unreconciled : unreconciled.union(missing),
    uncertain,
    unaccounted: (excess > 0 ? left.union(outstanding) : left).intersect(above(facts.firstHeld - 1)),
  };
}

/**
 * The same account while it is unknown whether events that the log dropped were processed: the ledger is being read, or the
 * epoch has no consumer yet. Such events are looked for, and are not lost.
 */
export const withoutExpired = (account: Account): Account =>
  account.expired.isEmpty
    ? account
    : { ...account, expired: IntervalSet.EMPTY, unreconciled: account.unreconciled.union(account.expired) };
