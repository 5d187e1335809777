import type { ReportChange } from '../../adapters/jetstream/publish/change-reporter.ts';
import { countOf } from '../../contracts/words/count.ts';
import type { CircuitState } from './circuit.ts';

/** The minimum time between two reported openings. */
const BETWEEN_MS = 5_000;

/**
 * Reports to CHANGES when a circuit opens and closes. A flapping circuit must not fill that stream: an opening that follows
 * another too soon is reported after a delay, with the time it began, if the circuit is still open. If the circuit has
 * closed by then, the opening is only counted, and the next report has the count.
 */
export class CircuitChanges {
  readonly #changes: ReportChange;
  readonly #of: { projection: string; process: string };
  readonly #betweenMs: number;
  #openSince: number | undefined;
  #isReported = false;
  #unreported = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(changes: ReportChange, of: { projection: string; process: string }, betweenMs = BETWEEN_MS) {
    this.#changes = changes;
    this.#of = of;
    this.#betweenMs = betweenMs;
  }

  /** `why`: a sentence, when it opens. */
  take(state: CircuitState, why: string | null): void {
    if (state === 'open' && this.#openSince === undefined) this.#open(why);
    else if (state === 'closed') this.#close();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #open(why: string | null): void {
    this.#openSince = Date.now();
    const wait = this.#reportedAt + this.#betweenMs - performance.now();
    if (wait <= 0) this.#reportOpened(why);
    else {
      this.#timer = setTimeout(() => this.#reportOpened(why), wait);
      this.#timer.unref();
    }
  }

  #reportOpened(why: string | null): void {
    this.#isReported = true;
    this.#reportedAt = performance.now();
    const before =
      this.#unreported === 0 ? '' : ` Before that, it opened briefly ${countOf(this.#unreported, 'time')}.`;
    this.#unreported = 0;
    this.#changes.report(
      { kind: 'circuit-opened', ...this.#of, why: `${why ?? ''}${before}`.trim() || null, openForMs: null },
      { at: this.#openSince! },
    );
  }

  #close(): void {
    const since = this.#openSince;
    this.#openSince = undefined;
    clearTimeout(this.#timer);
    if (since === undefined) return;
    if (this.#isReported) {
      const openForMs = Math.max(0, Date.now() - since);
      this.#changes.report({ kind: 'circuit-closed', ...this.#of, why: null, openForMs });
    } else this.#unreported += 1;
    this.#isReported = false;
  }
}
