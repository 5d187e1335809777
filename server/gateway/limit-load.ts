import { ProblemError } from '../http/problem-error.ts';

interface LoadLimits {
  maxInFlight: number;
  maxInFlightPerCaller: number;
}

/** Limits how many commands a gateway process takes at once, in total and per caller. */
export class LoadLimiter {
  readonly #limits: LoadLimits;
  readonly #callers = new Map<string, number>();
  #inFlight = 0;

  constructor(limits: LoadLimits) {
    this.#limits = limits;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Admits one command. Throws ProblemError: 503 if the process is at its limit, 429 if the caller is. */
  enter(caller: string): void {
    const { maxInFlight, maxInFlightPerCaller } = this.#limits;
    if (this.#inFlight >= maxInFlight) {
      throw new ProblemError(
        'overloaded',
        'The gateway has too many commands in progress. Send this one again in a second.',
        {
          headers: { 'retry-after': '1' },
        },
      );
    }
    const ofCaller = this.#callers.get(caller) ?? 0;
    if (ofCaller >= maxInFlightPerCaller)
      throw new ProblemError(
        'too-many-requests',
        `One caller may have at most ${maxInFlightPerCaller} commands in progress at once. This command was not accepted: send it again in a second.`,
        { headers: { 'retry-after': '1' } },
      );
    this.#callers.set(caller, ofCaller + 1);
    this.#inFlight += 1;
  }

  leave(caller: string): void {
    this.#inFlight -= 1;
    const ofCaller = this.#callers.get(caller) ?? 0;
    if (ofCaller > 1) this.#callers.set(caller, ofCaller - 1);
    else this.#callers.delete(caller);
  }
}
