export interface BrakeLimits {
  brakeWindowMs: number;
  brakeSlowAfter: number;
  brakePauseAfter: number;
}

export type BrakeState = 'off' | 'slow' | 'on';

const SLOW_PER_SECOND = 10;
/** The window is counted in so many parts, of which the oldest falls out at a time. */
const PARTS = 20;

export interface BrakeMark {
  unseen: number;
  applied: number;
}

interface Part {
  beganAt: number;
  applied: number;
  deadLettered: number;
}

/**
 * Keeps a worker from emptying the log into the dead letters, when it is not the events that are wrong but the worker or
 * its store (a dropped column, a bad deploy): when in the last while more events became dead letters than were applied.
 *
 *   off ─slow after n─► slow (ten a second) ─pause after m─► on (none)
 *    ▲                                                        │
 *    └──── what falls out of the window, or is applied ───────┘
 *
 * It counts the dead letters of this worker and, from the log, those of all workers of the projection (`survey-dead-letters.ts`);
 * the larger number counts. Ten a second is the limit of each worker.
 */
export class DeadLetterBrake {
  readonly #limits: BrakeLimits;
  readonly #onChange: (state: BrakeState, deadLettered: number) => void;
  readonly #now: () => number;
  #parts: Part[] = [];
  #state: BrakeState = 'off';
  /** Of the log, when it was looked at last: when each dead letter was made (of now()), and what was applied beside them. */
  #seen: number[] = [];
  #seenApplied = 0;
  #unseenApplied = 0;
  #unseen = 0;
  #allowance = SLOW_PER_SECOND;
  #allowedAt = 0;

  constructor(
    limits: BrakeLimits,
    onChange: (state: BrakeState, deadLettered: number) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#limits = limits;
    this.#onChange = onChange;
    this.#now = now;
  }

  get state(): BrakeState {
    this.#look();
    return this.#state;
  }

  /** How many this worker has made since the log was looked at. */
  get unseen(): number {
    return this.#unseen;
  }

  /** What this worker had counted when a look at the log began. */
  mark(): BrakeMark {
    return { unseen: this.#unseen, applied: this.#unseenApplied };
  }

  /** Takes what a look at the log saw: how long ago (ms) each dead letter in the window was made, and what was applied. */
  see(agesMs: readonly number[], applied: number, before: BrakeMark): void {
    const now = this.#now();
    this.#seen = agesMs.map((age) => now - Math.max(0, age)).sort((a, b) => a - b);
    this.#seenApplied = applied;
    this.#unseen = Math.max(0, this.#unseen - before.unseen);
    this.#unseenApplied = Math.max(0, this.#unseenApplied - before.applied);
    this.#look();
  }

  applied(count: number): void {
    this.#unseenApplied += count;
    this.#part().applied += count;
    if (this.#state !== 'off') this.#look();
  }

  /** Whether one more dead letter may be made now; it counts as made. */
  allows(): boolean {
    this.#look();
    if (this.#state === 'on') return false;
    if (this.#state === 'slow' && !this.#takeAllowance()) return false;
    this.#part().deadLettered += 1;
    this.#unseen += 1;
    return true;
  }

  /** What was allowed was not made: it was there already, or could not be stored. */
  notMade(): void {
    this.#part().deadLettered -= 1;
    this.#unseen = Math.max(0, this.#unseen - 1);
  }

  #takeAllowance(): boolean {
    const now = this.#now();
    const earned = ((now - this.#allowedAt) / 1_000) * SLOW_PER_SECOND;
    this.#allowance = Math.min(SLOW_PER_SECOND, this.#allowance + earned);
    this.#allowedAt = now;
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
  }

  #look(): void {
    const { brakeSlowAfter, brakePauseAfter, brakeWindowMs } = this.#limits;
    this.#part();
    let applied = 0;
    let deadLettered = 0;
    for (const part of this.#parts) {
      applied += part.applied;
      deadLettered += part.deadLettered;
    }
    const from = this.#now() - brakeWindowMs;
    while (this.#seen[0] !== undefined && this.#seen[0] < from) this.#seen.shift();
    if (this.#seen.length > 0) {
      deadLettered = Math.max(deadLettered, this.#seen.length + this.#unseen);
      applied = Math.max(applied, this.#seenApplied + this.#unseenApplied);
    }
    const most = deadLettered > applied;
    const state =
      most && deadLettered >= brakePauseAfter
        ? 'on'
        : most && deadLettered >= brakeSlowAfter
          ? 'slow'
          : 'off';
    if (state === this.#state) return;
    this.#state = state;
    this.#onChange(state, deadLettered);
  }

  #part(): Part {
    const now = this.#now();
    const { brakeWindowMs } = this.#limits;
    while (this.#parts[0] && now - this.#parts[0].beganAt > brakeWindowMs) this.#parts.shift();
    let last = this.#parts.at(-1);
    if (!last || now - last.beganAt > brakeWindowMs / PARTS) {
      last = { beganAt: now, applied: 0, deadLettered: 0 };
      this.#parts.push(last);
    }
    return last;
  }
}
