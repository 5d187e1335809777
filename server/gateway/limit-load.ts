import { ProblemError } from '../http/problem-error.ts';

export interface LoadLimits {
  maxInFlight: number;
  maxInFlightPerCaller: number;
  /** Commands per second and caller, with a burst of the same size; 0 for no limit. */
  callerRate: number;
}

interface CallerLoad {
  inFlight: number;
  tokens: number;
  filledAt: number;
}

/** How many callers are remembered before idle ones are forgotten. */
const MAX_CALLERS = 10_000;

/** Limits how many commands a gateway process takes at once, in total and per caller. */
export class LoadLimiter {
  readonly #limits: LoadLimits;
  readonly #callers = new Map<string, CallerLoad>();
  #inFlight = 0;

  constructor(limits: LoadLimits) {
    this.#limits = limits;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Admits one command. Throws ProblemError: 503 if the process is at its limit, 429 if the caller is. */
  enter(caller: string): void {
    const { maxInFlight, maxInFlightPerCaller, callerRate } = this.#limits;
    if (this.#inFlight >= maxInFlight) {
      throw new ProblemError(
        'overloaded',
        'The gateway has too many commands in progress. Send this one again in a second.',
        {
          headers: { 'retry-after': '1' },
        },
      );
    }
    const load = this.#loadOf(caller);
    if (load.inFlight >= maxInFlightPerCaller) {
      throw tooMany(`One caller may have at most ${maxInFlightPerCaller} commands in progress at once.`);
    }
    if (callerRate > 0 && !takeToken(load, callerRate)) {
      throw tooMany(`One caller may send at most ${callerRate} commands a second.`);
    }
    load.inFlight += 1;
    this.#inFlight += 1;
  }

  leave(caller: string): void {
    this.#inFlight -= 1;
    const load = this.#callers.get(caller);
    if (load) load.inFlight -= 1;
  }

  #loadOf(caller: string): CallerLoad {
    const known = this.#callers.get(caller);
    if (known) return known;
    if (this.#callers.size >= MAX_CALLERS) {
      for (const [id, { inFlight }] of this.#callers) if (inFlight === 0) this.#callers.delete(id);
    }
    const load = { inFlight: 0, tokens: this.#limits.callerRate, filledAt: performance.now() };
    this.#callers.set(caller, load);
    return load;
  }
}

const tooMany = (limit: string): ProblemError =>
  new ProblemError(
    'too-many-requests',
    `${limit} This command was not accepted: send it again in a second.`,
    {
      headers: { 'retry-after': '1' },
    },
  );

function takeToken(load: CallerLoad, rate: number): boolean {
  const now = performance.now();
  load.tokens = Math.min(rate, load.tokens + ((now - load.filledAt) / 1_000) * rate);
  load.filledAt = now;
  if (load.tokens < 1) return false;
  load.tokens -= 1;
  return true;
}
