import { IntervalSet } from './interval-set.ts';

/** What is known of one partition of the log, as one build of a projection applies it. Sequences throughout. */
export interface PartitionFacts {
  /** What the log gave out in the window, whatever became of it since. */
  accepted: IntervalSet;
  /** The first that the stream still holds. */
  firstHeld: number;
  /** What the stream says was deleted from it. */
  erased: IntervalSet;
  /** Told by the ledger or proven by reading, but for what reading has shown not to be there. */
  applied: IntervalSet;
  /** In RETRIES, for this build. */
  retrying: IntervalSet;
  /** In DEAD_LETTERS, and not put right: waiting for a person, discarded, or with another event in its place. */
  dead: DeadLetters;
  /** Where the consumer was made to begin. */
  start: number;
  delivered: number;
  ackFloor: number;
  ackPending: number;
  /** Seen to be acknowledged while the log still held it. */
  acknowledged: IntervalSet;
  /** Twice read for in the read model, some seconds apart, and not there. */
  absent: IntervalSet;
}

export interface DeadLetters {
  open: IntervalSet;
  discarded: IntervalSet;
  edited: IntervalSet;
}

/** Where the accepted are: each in exactly one of the others, up to `open`. */
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
  undelivered: IntervalSet;
  ackPending: IntervalSet;
  lost: IntervalSet;
  /** In none of them, and not shown to be lost. */
  open: IntervalSet;
  /** Those of `lost` of which it is certain that there are so many, and not which: see `ackPending`. */
  uncertain: IntervalSet;
  /** What to look for in the read model. */
  unaccounted: IntervalSet;
}

/**
 * Where every accepted event of a partition is. One that is in several places counts for the first of these:
 *
 *   erased          the log holds it no more because somebody deleted it: there is nothing to compare it with
 *   applied         the read model is what all of this is for: also where a dead letter of it stands, or it waits for a retry
 *   retrying        a dead letter that is being replayed is on its way
 *   dead letters    open (on hold and replayed ones included), discarded, edited
 *   before start    the consumer was made to begin after it
 *   expired         the log has dropped it before it was acknowledged
 *   undelivered     above what was handed out
 *   handed out      between what is acknowledged without a gap and what was handed out
 *   lost | open     acknowledged, and in none of these places: lost once the read model was asked twice
 *
 * The server tells how many of those handed out wait for an acknowledgement, not which. Where there are more in no other
 * place, some were acknowledged: the lowest, as workers acknowledge in order. Those are lost once none of them all is in the
 * read model, and then their number is certain and their names are not.
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
  const undelivered = take(above(facts.delivered).intersect(above(facts.firstHeld - 1)));
  const outstanding = take(above(facts.ackFloor).intersect(above(facts.firstHeld - 1)));

  const excess = Math.max(0, outstanding.count - facts.ackPending);
  const missing = outstanding.lowest(excess);
  const noneIsThere = outstanding.subtract(facts.absent).isEmpty;
  const uncertain = noneIsThere ? missing : IntervalSet.EMPTY;
  const open = left.subtract(facts.absent);
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
    undelivered,
    ackPending: outstanding.subtract(missing),
    lost: left.intersect(facts.absent).union(uncertain),
    open: noneIsThere ? open : open.union(missing),
    uncertain,
    unaccounted: (excess > 0 ? left.union(outstanding) : left).intersect(above(facts.firstHeld - 1)),
  };
}

/**
 * The same account where nobody can tell yet whether what the log has dropped was processed: the ledger is being read, or the
 * build has no consumer yet. It is looked for, and is no loss.
 */
export const withoutExpired = (account: Account): Account =>
  account.expired.isEmpty
    ? account
    : { ...account, expired: IntervalSet.EMPTY, open: account.open.union(account.expired) };
