import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { consumerProgress } from '../../adapters/jetstream/consume/consumer-progress.ts';
import {
  type DeadLetterTime,
  readDeadLetterTimes,
} from '../../adapters/jetstream/records/read-dead-letter-times.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { DEAD_LETTERS, RETRIES } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { BrakeLimits, DeadLetterBrake } from './dead-letter-brake.ts';

interface SurveyOptions {
  link: NatsLink;
  projection: string;
  brake: DeadLetterBrake;
  limits: BrakeLimits;
}

const FRESH_MS = 1_000;
/** A worker makes this share of the first limit before it counts other workers' dead letters. */
const UNSEEN_SHARE = 20;

/**
 * Counts in the log, for the brake, the dead letters that all workers of the projection made within the window, and the
 * events that they applied. So a restart gives no new allowance, and several workers share one.
 */
export class DeadLetterSurvey {
  readonly #options: SurveyOptions;
  readonly #mostUnseen: number;
  #deadLetters: DeadLetterTime[] = [];
  #created: string | undefined;
  #next = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;

  constructor(options: SurveyOptions) {
    this.#options = options;
    this.#mostUnseen = Math.max(1, Math.floor(options.limits.brakeSlowAfter / UNSEEN_SHARE));
  }

  /**
   * Call it before one more dead letter: counts again if this worker has made several since the last survey, or if that was
   * a while ago.
   */
  async lookIfDue(consumer: string): Promise<void> {
    const isFresh = performance.now() - this.#lookedAt < FRESH_MS;
    if (isFresh && this.#options.brake.unseen < this.#mostUnseen) return;
    await this.look(consumer);
  }

  /** If the log does not answer, the brake uses what it knows: no dead letter can be stored then either. */
  look(consumer: string): Promise<void> {
    this.#looking ??= this.#look(consumer)
      .catch((error: unknown) => {
        if (!(error instanceof LogUnavailable)) throw error;
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async #look(consumer: string): Promise<void> {
    const { link, projection, brake, limits } = this.#options;
    const before = brake.mark();
    const from = Date.now() - limits.brakeWindowMs;
    const created = (await streamInfo(link, DEAD_LETTERS))?.created;
    if (created !== this.#created) {
      this.#created = created;
      this.#deadLetters = [];
      this.#next = 0;
    }
    if (created === undefined) return;
    const { deadLetters, next } = await readDeadLetterTimes(
      link,
      projection,
      this.#next > 0 ? { sequence: this.#next } : { time: from },
    );
    this.#next = next;
    this.#deadLetters = [...this.#deadLetters, ...deadLetters].filter(({ storedAt }) => storedAt >= from);
    const applied =
      this.#deadLetters.length < limits.brakeSlowAfter ? 0 : await this.#appliedBeside(link, consumer);
    const now = Date.now();
    brake.see(
      this.#deadLetters.map(({ storedAt }) => now - storedAt),
      applied,
      before,
    );
    this.#lookedAt = performance.now();
  }

  /**
   * How many events passed in the partitions of these dead letters since the first of them, and are neither dead letters nor
   * in the retry queue. At least that many were applied.
   */
  async #appliedBeside(link: NatsLink, consumer: string): Promise<number> {
    const first = new Map<string, number>();
    for (const { stream, sequence } of this.#deadLetters)
      first.set(stream, Math.min(first.get(stream) ?? sequence, sequence));
    let passed = 0;
    for (const [stream, sequence] of first) {
      const progress = await consumerProgress(link, stream, consumer);
      if (progress) passed += Math.max(0, progress.delivered - progress.ackPending - sequence + 1);
    }
    const waiting = (await streamInfo(link, RETRIES))?.state.messages ?? 0;
    return Math.max(0, passed - this.#deadLetters.length - waiting);
  }
}
