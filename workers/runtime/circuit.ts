import { backoff, jittered } from '../../contracts/timing/backoff.ts';
/**
 * The circuit between a worker and its store: one a projection and process, whatever the number of partitions.
 *
 *   closed ─outage─► open ─backoff passed─► probe ─passed─► half-open ─one trial applied─► closed
 *                     ▲                       │                 │
 *                     └─────── failed ────────┴──── failed ─────┘
 *
 * While it is not closed nothing is fetched, and nothing is applied but the one trial: the load on a store that is down
 * is one probe and one trial a backoff, however long the backlog. A probe proves little (a store may take the probe
 * and refuse every batch), so it only permits the trial; only a batch that was applied resets the backoff. No event's
 * attempts are counted: an outage is nobody's fault.
 */
export type CircuitState = 'closed' | 'open' | 'half-open';

export interface CircuitOptions {
  probe(): Promise<void>;
  onChange(state: CircuitState, why: unknown): void;
  firstBackoffMs: number;
  lastBackoffMs: number;
}

export class Circuit {
  readonly #options: CircuitOptions;
  #state: CircuitState = 'closed';
  #closing: PromiseWithResolvers<void> | undefined;
  /** For those who hold something to apply: resolved when a trial is free. */
  #admitting: PromiseWithResolvers<void> | undefined;
  #wanted = 0;
  #trial: 'none' | 'free' | 'taken' = 'none';
  #timer: NodeJS.Timeout | undefined;
  /** How many waits in a row; 0 since a batch was applied last. */
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

  /** Since when the store can't be used (Unix ms), and what was met last; undefined while it can. */
  get down(): { since: number; why: unknown } | undefined {
    return this.#down;
  }

  /** How long it was not closed in all: the difference of two looks is how long it held up what was waiting between them. */
  get heldMs(): number {
    return this.#heldMs + (this.#down ? performance.now() - this.#down.began : 0);
  }

  /** Resolves when the store may be used: at once while closed; also when the circuit is ended. */
  async whenClosed(): Promise<void> {
    await this.#closing?.promise;
  }

  /** For who holds something to apply: resolves when it may try to `enter`; also when the circuit is ended. */
  async whenAdmitted(): Promise<void> {
    while (this.#state !== 'closed' && this.#trial !== 'free' && !this.#ended) {
      this.#wanted += 1;
      this.#admitting ??= Promise.withResolvers();
      await this.#admitting.promise;
      this.#wanted -= 1;
    }
  }

  /** Whether the store may be called now; `trial`: by this one alone, who ends it by `applied` or `open`, or by `left`. */
  enter(): 'usual' | 'trial' | 'later' {
    if (this.#state === 'closed' || this.#ended) return 'usual';
    if (this.#trial !== 'free') return 'later';
    clearTimeout(this.#timer);
    this.#trial = 'taken';
    return 'trial';
  }

  /** A batch is durable: the one proof that the store works. */
  applied(): void {
    this.#waits = 0;
    if (this.#state === 'half-open') this.#close();
  }

  /** The trial ended with a failure of the event, or with a stop: neither proves that the store works. */
  left(): void {
    if (this.#trial === 'taken') this.#close();
  }

  /** Reports an outage. Opens the circuit; it closes by itself. */
  open(why: unknown): void {
    if (this.#state === 'open' || this.#ended) return;
    if (this.#down) this.#down.why = why;
    else this.#down = { since: Date.now(), began: performance.now(), why };
    this.#closing ??= Promise.withResolvers();
    this.#trial = 'none';
    this.#become('open', why);
    this.#wait();
  }

  /** Lets everyone who waits go, for a stop. */
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
      // A batch that was under way since before the outage may have ended it meanwhile, or begun another.
      if (this.#state === 'half-open') this.open(error);
      return;
    }
    if (this.#ended || this.#state !== 'half-open') return;
    // Where nobody holds anything, the first batch that is fetched is the trial.
    if (this.#wanted === 0) this.#close();
    else this.#offerTrial();
  }

  #offerTrial(): void {
    this.#trial = 'free';
    // Callers that waited may have stopped, so that nobody takes the trial.
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
