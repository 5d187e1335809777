export interface BrakeLimits {
  brakeWindowMs: number;
  brakeSlowAfter: number;
  brakePauseAfter: number;
}

export type BrakeState = 'off' | 'slow' | 'on';

const SLOW_PER_SECOND = 10;
/** The window has this many parts; the oldest part leaves it at a time. */
const PARTS = 20;

interface BrakeMark {
  unseen: number;
  applied: number;
}

interface Part {
  beganAt: number;
  applied: number;
  deadLettered: number;
}

/**
 * Limits dead letters when not the events but the worker or its store is at fault (a dropped column, a bad deploy): when
 * more events became dead letters in the window than were applied.
 *
 *   off ─slow after n─► slow (ten a second) ─pause after m─► on (none)
 *    ▲                                                        │
 *    └──── dead letters leave the window, or events are applied ┘
 *
 * It counts this worker's dead letters and, from the log, those of all workers of the projection (`survey-dead-letters.ts`);
 * the larger number counts. Ten a second is the limit of each worker.
 */
export class DeadLetterBrake {
  readonly #limits: BrakeLimits;
  readonly #onChange: (state: BrakeState, deadLettered: number) => void;
  readonly #now: () => number;
  #parts: Part[] = [];
  #state: BrakeState = 'off';
  /** From the newest survey of the log: when each dead letter was made (of now()), and how many events were applied. */
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

  /** How many this worker has made since the last survey. */
  get unseen(): number {
    return this.#unseen;
  }

  /** This worker's counts when a survey begins. */
  mark(): BrakeMark {
    return { unseen: this.#unseen, applied: this.#unseenApplied };
  }

  /** Takes a survey: how long ago (ms) each dead letter in the window was made, and how many events were applied. */
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

  /** Whether one more dead letter may be made now. It counts as made. */
  allows(): boolean {
    this.#look();
    if (this.#state === 'on') return false;
    if (this.#state === 'slow' && !this.#takeAllowance()) return false;
    this.#part().deadLettered += 1;
    this.#unseen += 1;
    return true;
  }

  /** The allowed dead letter was not made: it existed already, or could not be stored. */
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
