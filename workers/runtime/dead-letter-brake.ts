export interface BrakeLimits {
  brakeWindowMs: number;
  brakeSlowAfter: number;
  brakePauseAfter: number;
}

export type BrakeState = 'off' | 'slow' | 'on';

const SLOW_PER_SECOND = 10;
/** The window is counted in so many parts, of which the oldest falls out at a time. */
const PARTS = 20;

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
 */
export class DeadLetterBrake {
  readonly #limits: BrakeLimits;
  readonly #onChange: (state: BrakeState, deadLettered: number) => void;
  readonly #now: () => number;
  #parts: Part[] = [];
  #state: BrakeState = 'off';
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

  applied(count: number): void {
    this.#part().applied += count;
    if (this.#state !== 'off') this.#look();
  }

  /** Whether one more dead letter may be made now; it counts as made. */
  allows(): boolean {
    this.#look();
    if (this.#state === 'on') return false;
    if (this.#state === 'slow' && !this.#takeAllowance()) return false;
    this.#part().deadLettered += 1;
    return true;
  }

  /** What was allowed was not made: it was there already, or could not be stored. */
  notMade(): void {
    this.#part().deadLettered -= 1;
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
    const { brakeSlowAfter, brakePauseAfter } = this.#limits;
    this.#part();
    let applied = 0;
    let deadLettered = 0;
    for (const part of this.#parts) {
      applied += part.applied;
      deadLettered += part.deadLettered;
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
