import { setTimeout as delay } from 'node:timers/promises';
import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { compareLog } from '../../adapters/jetstream/streams/compare-log.ts';
import { type EnsuredLog, ensureLog } from '../../adapters/jetstream/streams/ensure-log.ts';
import type { Generation } from '../../adapters/jetstream/streams/list-generations.ts';
import { listStreams } from '../../adapters/jetstream/streams/list-streams.ts';
import { SeenStreams } from '../../adapters/jetstream/streams/seen-streams.ts';
import type { LogLimits } from '../../adapters/jetstream/streams/stream-configs.ts';
import { type DestroyedStream, isDestroyed } from '../../contracts/lost-stream.ts';

export interface CheckedLogOptions {
  link: NatsLink;
  limits: LogLimits;
  partitionsOfNew: number;
  /** How often to check that every stream exists and was not replaced. */
  checkMs: number;
  onEnsured(ensured: EnsuredLog): void;
  onFailure(error: unknown): void;
}

export const BETWEEN_CHECKS_MS = 1_000;
const READY_POLL_MS = 50;

/**
 * The log's streams as the command service needs them. It checks them when it connects, at an interval, and when one seems
 * missing or replaced. It repairs what it can, and knows the generation that takes events.
 */
export class CheckedLog {
  readonly link: NatsLink;
  readonly #options: CheckedLogOptions;
  readonly #seen = new SeenStreams();
  readonly #timer: NodeJS.Timeout;
  #generation: Generation | undefined;
  #checking: Promise<void> | undefined;
  #watching: Promise<void> | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #ensuredAt = Number.NEGATIVE_INFINITY;
  /** How many checks ended with a result. */
  #checks = 0;
  #missing: string[] = [];

  constructor(options: CheckedLogOptions) {
    this.link = options.link;
    this.#options = options;
    this.#timer = setInterval(() => this.#watch(), options.checkMs);
  }

  /** The generation that takes events; undefined until the log was first reached. */
  get generation(): Generation | undefined {
    return this.#generation;
  }

  /** The generation that takes events, read from the log now; undefined while the log does not answer. */
  async latestGeneration(): Promise<Generation | undefined> {
    const askedAt = performance.now();
    if (this.link.isUp) await this.check(true);
    return this.#ensuredAt >= askedAt ? this.#generation : undefined;
  }

  /** Resolves when the generation is known, or after `timeoutMs`. */
  async whenReady(timeoutMs: number): Promise<void> {
    const until = performance.now() + timeoutMs;
    while (!this.#generation && performance.now() < until) {
      if (!(await this.link.whenUp(until - performance.now()))) return;
      await this.check(false);
      if (!this.#generation) await delay(Math.min(READY_POLL_MS, Math.max(0, until - performance.now())));
    }
  }

  /** The streams that were missing at the last check; each is created again as soon as the server allows it. */
  get missing(): readonly string[] {
    return this.#missing;
  }

  /** The streams that were destroyed, according to the log's record. */
  get lost(): readonly DestroyedStream[] {
    return this.#seen.record.lost.filter(isDestroyed);
  }

  /**
   * Takes a confirmed write. Returns false if its partition counts backwards: its stream may have been replaced by another
   * of its name, and only `isSafe` says whether the event is in the log.
   */
  protected isExpected(generation: number, partition: number, sequence: number): boolean {
    return this.#seen.confirmed(generation, partition, sequence);
  }

  /**
   * Checks a partition that counts backwards, before the gateway confirms the event to its client: the check stores the
   * events of a replaced stream again in the next generation. False if it can't check now.
   */
  protected async isSafe(): Promise<boolean> {
    // A check under way may have listed the streams before.
    await this.#checking;
    const before = this.#checks;
    await this.check(true);
    return this.#checks > before;
  }

  /** Runs one check at a time, and at most one a second unless it must be `now`. */
  protected async check(now: boolean): Promise<void> {
    if (this.#checking) return this.#checking;
    if (!now && performance.now() - this.#checkedAt < BETWEEN_CHECKS_MS) return;
    const { link, limits, partitionsOfNew, onEnsured, onFailure } = this.#options;
    this.#checking = ensureLog(link, limits, partitionsOfNew, this.#seen)
      .then(async (ensured) => {
        this.#generation = ensured.generation;
        this.#ensuredAt = performance.now();
        this.#seen.take(await listStreams(link));
        this.#missing = [];
        this.#checks += 1;
        onEnsured(ensured);
      })
      .catch(onFailure)
      .finally(() => {
        this.#checkedAt = performance.now();
        this.#checking = undefined;
      });
    return this.#checking;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Compares the log with its record, and repairs a missing or replaced stream. */
  #watch(): void {
    const { link, limits, onFailure } = this.#options;
    if (!link.isUp || this.#checking || !this.#generation) return;
    this.#watching ??= compareLog(link, limits, this.#generation, this.#seen)
      .then(async ({ missing, isCurrent }) => {
        this.#missing = missing;
        if (!isCurrent) await this.check(true);
      })
      .catch((error) => {
        // A log that does not answer is reported elsewhere.
        if (!(error instanceof LogUnavailable)) onFailure(error);
      })
      .finally(() => {
        this.#watching = undefined;
      });
  }
}
