/**
 * The circuit between a worker and its store: one a projection and process, whatever the number of partitions.
 *
 *   closed ─outage─► open ─backoff passed─► half-open ─probe passed─► closed
 *                     ▲                        │
 *                     └────── probe failed ────┘
 *
 * While it is not closed nothing is fetched and nothing is applied, so the load on a store that is down is one
 * probe a backoff, however long the backlog. No event's attempts are counted: an outage is nobody's fault.
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
  #timer: NodeJS.Timeout | undefined;
  #backoffMs = 0;
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

  /** Reports an outage. Opens the circuit; it closes by itself. */
  open(why: unknown): void {
    if (this.#state !== 'closed' || this.#ended) return;
    this.#closing = Promise.withResolvers();
    this.#backoffMs = this.#options.firstBackoffMs;
    this.#down = { since: Date.now(), began: performance.now(), why };
    this.#become('open', why);
    this.#wait();
  }

  /** Lets everyone who waits go, for a stop. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#closing?.resolve();
  }

  #wait(): void {
    // Equal jitter: workers that lost a store together don't come back together.
    const wait = this.#backoffMs * (0.5 + Math.random() / 2);
    this.#backoffMs = Math.min(this.#backoffMs * 2, this.#options.lastBackoffMs);
    this.#timer = setTimeout(() => void this.#tryAgain(), wait);
  }

  async #tryAgain(): Promise<void> {
    this.#become('half-open', undefined);
    try {
      await this.#options.probe();
    } catch (error) {
      if (this.#ended) return;
      if (this.#down) this.#down.why = error;
      this.#become('open', error);
      this.#wait();
      return;
    }
    if (this.#ended) return;
    const closing = this.#closing;
    this.#closing = undefined;
    this.#heldMs = this.heldMs;
    this.#down = undefined;
    this.#become('closed', undefined);
    closing?.resolve();
  }

  #become(state: CircuitState, why: unknown): void {
    this.#state = state;
    this.#options.onChange(state, why);
  }
}
