import { backoff, jittered } from '../../contracts/timing/backoff.ts';
/**
 * The circuit between a worker and its store: one per projection and process, whatever the number of partitions.
 *
 *   closed ─outage─► open ─backoff passed─► probe ─passed─► half-open ─one trial applied─► closed
 *                     ▲                       │                 │
 *                     └─────── failed ────────┴──── failed ─────┘
 *
 * While it is not closed, nothing is fetched, and only one trial batch is applied: a store that is down gets one probe and
 * one trial per backoff, however long the backlog. A probe proves little (a store may take the probe and refuse every
 * batch), so it only permits the trial; only an applied batch resets the backoff. An outage counts as no event's attempt.
 */
export type CircuitState = 'closed' | 'open' | 'half-open';

interface CircuitOptions {
  probe(): Promise<void>;
  onChange(state: CircuitState, why: unknown): void;
  firstBackoffMs: number;
  lastBackoffMs: number;
}

export class Circuit {
  readonly #options: CircuitOptions;
  #state: CircuitState = 'closed';
  #closing: PromiseWithResolvers<void> | undefined;
  /** Resolved when a trial is free, for callers that have something to apply. */
  #admitting: PromiseWithResolvers<void> | undefined;
  #wanted = 0;
  #trial: 'none' | 'free' | 'taken' = 'none';
  #timer: NodeJS.Timeout | undefined;
  /** How many waits in a row since a batch was last applied. */
  #waits = 0;
  #ended = false;
  #down: { since: number; began: number; why: unknown } | undefined;
  #heldMs = 0;

  constructor(options: CircuitOptions) {
    this.#options = options;
  }

  get state(): CircuitState {
    return this.#state;
  }

  /** When the store became unusable (Unix ms), and the newest error; undefined while it is usable. */
  get down(): { since: number; why: unknown } | undefined {
    return this.#down;
  }

  /** How long it was not closed, in total: the difference of two readings is the delay between them. */
  get heldMs(): number {
    return this.#heldMs + (this.#down ? performance.now() - this.#down.began : 0);
  }

  /** Resolves when the store may be used: at once while closed; also when the circuit is ended. */
  async whenClosed(): Promise<void> {
    await this.#closing?.promise;
  }

  /** For callers that have something to apply: resolves when they may try to `enter`; also when the circuit is ended. */
  async whenAdmitted(): Promise<void> {
    while (this.#state !== 'closed' && this.#trial !== 'free' && !this.#ended) {
      this.#wanted += 1;
      this.#admitting ??= Promise.withResolvers();
      await this.#admitting.promise;
      this.#wanted -= 1;
    }
  }

  /** Whether the store may be called now. `trial`: only by this caller, who ends it with `applied`, `open` or `left`. */
  enter(): 'usual' | 'trial' | 'later' {
    if (this.#state === 'closed' || this.#ended) return 'usual';
    if (this.#trial !== 'free') return 'later';
    clearTimeout(this.#timer);
    this.#trial = 'taken';
    return 'trial';
  }

  /** A batch is durable: the only proof that the store works. */
  applied(): void {
    this.#waits = 0;
    if (this.#state === 'half-open') this.#close();
  }

  /** The trial ended with an event's failure, or with a stop: neither proves that the store works. */
  left(): void {
    if (this.#trial === 'taken') this.#close();
  }

  /** Reports an outage. Opens the circuit, which closes when a trial batch is applied. */
  open(why: unknown): void {
    if (this.#state === 'open' || this.#ended) return;
    if (this.#down) this.#down.why = why;
    else this.#down = { since: Date.now(), began: performance.now(), why };
    this.#closing ??= Promise.withResolvers();
    this.#trial = 'none';
    this.#become('open', why);
    this.#wait();
  }

  /** Releases all waiting callers, for a stop. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#closing?.resolve();
    this.#admit();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const { firstBackoffMs, lastBackoffMs } = this.#options;
    this.#waits += 1;
    const waitMs = jittered(backoff(this.#waits, firstBackoffMs, lastBackoffMs));
    this.#timer = setTimeout(() => void this.#tryAgain(), waitMs);
  }

  async #tryAgain(): Promise<void> {
    this.#become('half-open', undefined);
    try {
      await this.#options.probe();
    } catch (error) {
      // A batch that began before the outage may have ended it meanwhile, or begun another one.
      if (this.#state === 'half-open') this.open(error);
      return;
    }
    if (this.#ended || this.#state !== 'half-open') return;
    // If nobody has anything to apply, the next fetched batch is the trial.
    if (this.#wanted === 0) this.#close();
    else this.#offerTrial();
  }

  #offerTrial(): void {
    this.#trial = 'free';
    // The waiting callers may have stopped, so that nobody takes the trial.
    this.#timer = setTimeout(() => this.#close(), this.#options.lastBackoffMs);
    this.#admit();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#trial = 'none';
    this.#heldMs = this.heldMs;
    this.#down = undefined;
    this.#become('closed', undefined);
    const closing = this.#closing;
    this.#closing = undefined;
    closing?.resolve();
    this.#admit();
  }

  #admit(): void {
    const admitting = this.#admitting;
    this.#admitting = undefined;
    admitting?.resolve();
  }

  #become(state: CircuitState, why: unknown): void {
    this.#state = state;
    this.#options.onChange(state, why);
  }
}
