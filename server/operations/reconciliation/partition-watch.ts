import type { ConsumerProgress } from '../../../adapters/jetstream/consume/consumer-progress.ts';
import type { SequenceRange } from '../../../contracts/ports/applied-ranges.ts';
import { type Account, accountFor, type DeadLetters } from './account-for.ts';
import { AgedSet } from './aged-set.ts';
import { IntervalSet } from './interval-set.ts';
import type { NamedEvent, Proof } from './prove-applied.ts';
import { WindowStart } from './window-start.ts';

/** How many ids of lost events are kept per partition. */
const MOST_NAMED = 100;

/** What the log and its consumer say about a partition now. */
export interface PartitionNow {
  /** Of the window; empty if the last is below the first. */
  window: SequenceRange;
  firstHeld: number;
  erased: IntervalSet;
  retrying: IntervalSet;
  dead: DeadLetters;
  start: number;
  /** Null if there is no consumer: then every event is still to come. */
  progress: ConsumerProgress | null;
}

/**
 * What is known about one partition of the log in one epoch of a projection. Settled sequences are kept as intervals
 * and not asked about again. An event in no place goes through these steps:
 *
 *   unaccounted ─ for longer than the grace ─► read: found ─► applied
 *        ▲                                      │
 *        │                                      └─ not found ─► read again, a grace later: not found ─► lost ┐
 *        └── applied, but a spot proof did not find it                                     found: applied ◄───┘
 */
export class PartitionWatch {
  readonly windowStart: WindowStart;
  /**
   * The ledger was asked about everything up to here, one pass after its delivery; and the newest delivered sequence at the
   * last pass.
   */
  #askedTo = 0;
  #deliveredTo = 0;
  /** The newest delivered sequence at the previous observation; null if there was none. */
  #deliveredBefore: number | null = null;
  #now: PartitionNow;
  #applied = IntervalSet.EMPTY;
  #disproven = IntervalSet.EMPTY;
  #erased = IntervalSet.EMPTY;
  #acknowledged = IntervalSet.EMPTY;
  #unaccounted = new AgedSet();
  #absentOnce = new AgedSet();
  #absent = IntervalSet.EMPTY;
  readonly #names = new Map<number, NamedEvent>();
  #account: Account;

  constructor(windowMs: number) {
    this.windowStart = new WindowStart(windowMs);
    this.#now = nothing;
    this.#account = this.#count();
  }

  get now(): PartitionNow {
    return this.#now;
  }

  get account(): Account {
    return this.#account;
  }

  /** The lost events whose ids are kept. */
  get lost(): NamedEvent[] {
    const { lost } = this.#account;
    return [...lost.lowest(MOST_NAMED).sequences()].flatMap((sequence) => this.#names.get(sequence) ?? []);
  }

  /** The applied part of the window that can still be read in the log. */
  get provable(): IntervalSet {
    return this.#account.applied.intersect(held(this.#now));
  }

  /** Takes the state that the log and the consumer report at `at`, Unix ms. */
  observe(now: PartitionNow): void {
    const window = IntervalSet.between(...now.window);
    this.#deliveredBefore = this.#now.progress?.delivered ?? null;
    this.#erased = this.#erased.union(now.erased).intersect(window);
    this.#now = { ...now, erased: this.#erased };
    this.#applied = this.#applied.intersect(window);
    this.#disproven = this.#disproven.intersect(window);
    this.#absent = this.#absent.intersect(window);
    this.#account = this.#count();
    // An event that is delivered again, or found elsewhere, begins again at the first step.
    const { lost, unreconciled, ackPending, unaccounted } = this.#account;
    this.#unaccounted.keepOnly(unaccounted);
    this.#absentOnce.keepOnly(unaccounted);
    this.#absent = this.#absent.intersect(lost.union(unreconciled).union(ackPending));
    // After the counting: an event dropped since may have been acknowledged only since.
    const floor = now.progress?.ackFloor ?? 0;
    this.#acknowledged = this.#acknowledged
      .union(IntervalSet.between(now.firstHeld, floor))
      .intersect(window);
  }

  /** What to ask the ledger about: sequences not asked about yet, and those in no final place. */
  get wanted(): IntervalSet {
    const { unreconciled, lost, ackPending, expired } = this.#account;
    const [first, last] = this.#now.window;
    return IntervalSet.between(Math.max(first, this.#askedTo + 1), last)
      .union(unreconciled)
      .union(lost)
      .union(ackPending)
      .union(expired);
  }

  /** Takes the ledger's answer. `complete`: whether it covers everything that was wanted. */
  reported(ranges: readonly SequenceRange[], complete: boolean): void {
    this.#applied = this.#applied.union(IntervalSet.of(ranges));
    if (complete) {
      // The ledger is a moment behind the work it records.
      this.#askedTo = this.#deliveredTo;
      this.#deliveredTo = Math.min(this.#now.progress?.delivered ?? 0, this.#now.window[1]);
    }
    this.#account = this.#count();
  }

  /** What to look for in the read model now: in no place for longer than `graceMs`, and not read since. */
  due(at: number, graceMs: number): IntervalSet {
    const { unaccounted } = this.#account;
    this.#unaccounted.keepOnly(unaccounted);
    this.#unaccounted.add(unaccounted, at);
    this.#absentOnce.keepOnly(unaccounted);
    const readSince = this.#absentOnce.all.subtract(this.#absentOnce.since(at - graceMs));
    return this.#unaccounted
      .since(at - graceMs)
      .subtract(readSince)
      .subtract(this.#absent);
  }

  /**
   * Unreconciled events that were delivered only since the previous observation: the ledger is a moment behind recent acknowledgements.
   * Empty for a new watch, which has no previous observation.
   */
  get settling(): IntervalSet {
    if (this.#deliveredBefore === null) return IntervalSet.EMPTY;
    return this.#account.unreconciled
      .subtract(IntervalSet.between(0, this.#deliveredBefore))
      .subtract(this.#disproven)
      .subtract(this.#absentOnce.all);
  }

  /** Lost events, to be looked for again: they may have been recovered. */
  get searched(): IntervalSet {
    return this.#account.unaccounted.intersect(this.#absent);
  }

  /** Takes the read model's answer. */
  proved({ present, absent }: Pick<Proof, 'present' | 'absent'>, at: number, graceMs: number): void {
    this.#applied = this.#applied.union(present);
    this.#disproven = this.#disproven.subtract(present);
    this.#absent = this.#absent.subtract(present);
    const missing = IntervalSet.ofSequences(absent.map(({ sequence }) => sequence));
    const again = missing.intersect(this.#absentOnce.since(at - graceMs));
    this.#absent = this.#absent.union(again);
    this.#absentOnce.add(missing, at);
    this.#name(absent, again);
    this.#account = this.#count();
  }

  /** Removes these sequences from the applied ones: the read model does not have them. */
  doubted(absent: readonly NamedEvent[], at: number): void {
    const missing = IntervalSet.ofSequences(absent.map(({ sequence }) => sequence));
    this.#disproven = this.#disproven.union(missing);
    this.#absentOnce.add(missing, at);
    this.#account = this.#count();
  }

  #name(events: readonly NamedEvent[], lost: IntervalSet): void {
    const known = IntervalSet.ofSequences([...this.#names.keys()]);
    for (const gone of known.subtract(this.#absent).sequences()) this.#names.delete(gone);
    const sequences = new Set(lost.sequences());
    for (const event of events) {
      if (this.#names.size >= MOST_NAMED) return;
      if (sequences.has(event.sequence)) this.#names.set(event.sequence, event);
    }
  }

  #count(): Account {
    const { window, progress, ...now } = this.#now;
    return accountFor({
      ...now,
      accepted: IntervalSet.between(...window),
      applied: this.#applied.subtract(this.#disproven),
      delivered: progress?.delivered ?? 0,
      ackFloor: progress?.ackFloor ?? 0,
      ackPending: progress?.ackPending ?? 0,
      acknowledged: this.#acknowledged,
      absent: this.#absent,
    });
  }
}

/** For a partition that was not read. */
export const nothing: PartitionNow = {
  window: [1, 0],
  firstHeld: 1,
  erased: IntervalSet.EMPTY,
  retrying: IntervalSet.EMPTY,
  dead: { open: IntervalSet.EMPTY, discarded: IntervalSet.EMPTY, edited: IntervalSet.EMPTY },
  start: 1,
  progress: null,
};

const held = ({ firstHeld, window }: PartitionNow): IntervalSet => IntervalSet.between(firstHeld, window[1]);
