import { setTimeout as delay } from 'node:timers/promises';
import { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import {
  type AppendOutcome,
  type AppendTimes,
  appendEvent,
  type EncodedEvent,
} from '../../adapters/jetstream/publish/append-event.ts';
import { compareLog } from '../../adapters/jetstream/streams/compare-log.ts';
import { type EnsuredLog, ensureLog } from '../../adapters/jetstream/streams/ensure-log.ts';
import type { Generation } from '../../adapters/jetstream/streams/list-generations.ts';
import { listStreams } from '../../adapters/jetstream/streams/list-streams.ts';
import { probeWrites } from '../../adapters/jetstream/streams/probe-log.ts';
import { SeenStreams } from '../../adapters/jetstream/streams/seen-streams.ts';
import {
  IDEMPOTENCY,
  type LogLimits,
  readEventStream,
} from '../../adapters/jetstream/streams/stream-layout.ts';
import { type DestroyedStream, isDestroyed } from '../../contracts/lost-stream.ts';
import { UnconfirmedWrites } from './unconfirmed-writes.ts';

export interface CommandLogOptions {
  link: NatsLink;
  limits: LogLimits;
  partitionsOfNew: number;
  times: AppendTimes;
  /** How often to check that every stream exists and was not replaced. */
  checkMs: number;
  onEnsured(ensured: EnsuredLog): void;
  onFailure(error: unknown): void;
  onClose?(): void;
}

/** Of performance.now(), in ms. */
export interface PublishTimes {
  publishBeganAt: number;
  publishEndedAt: number;
}

const BETWEEN_CHECKS_MS = 1_000;
const READY_POLL_MS = 50;
/** In a command's id a partition has ten bits. */
const MOST_PARTITIONS = 1_024;
const UNCONFIRMED: AppendOutcome = {
  kind: 'refused',
  reason: 'unconfirmed',
  detail: 'It does not confirm writes now.',
};

/**
 * The log as the command service sees it: somewhere to append. It checks the log's streams when it connects, at an
 * interval, and when one seems missing or replaced, and knows the generation that takes events.
 */
export class CommandLog {
  readonly link: NatsLink;
  readonly inbox: AckInbox;
  readonly #options: CommandLogOptions;
  #generation: Generation | undefined;
  #checking: Promise<void> | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #ensuredAt = Number.NEGATIVE_INFINITY;
  /** How many checks ended with a result. */
  #checks = 0;
  #failing = false;
  #probing: Promise<boolean> | undefined;
  readonly #unconfirmed = new UnconfirmedWrites();
  readonly #seen = new SeenStreams();
  #missing: string[] = [];
  #watching: Promise<void> | undefined;
  readonly #timers: NodeJS.Timeout[];

  constructor(options: CommandLogOptions) {
    this.#options = options;
    this.link = options.link;
    this.inbox = new AckInbox(options.link);
    options.link.onUp(() => {
      this.#unconfirmed.forget();
      void this.#check(true);
    });
    this.#timers = [
      setInterval(() => void this.#look(), BETWEEN_CHECKS_MS),
      setInterval(() => this.#watch(), options.checkMs),
    ];
  }

  /** The generation that takes events; undefined until the log was reached once. */
  get generation(): Generation | undefined {
    return this.#generation;
  }

  /** The generation that takes events, read from the log now; undefined while the log does not answer. */
  async latestGeneration(): Promise<Generation | undefined> {
    const askedAt = performance.now();
    if (this.link.isUp) await this.#check(true);
    return this.#ensuredAt >= askedAt ? this.#generation : undefined;
  }

  /** Resolves when the generation is known, at the latest after `timeoutMs`. */
  async whenReady(timeoutMs: number): Promise<void> {
    const until = performance.now() + timeoutMs;
    while (!this.#generation && performance.now() < until) {
      if (!(await this.link.whenUp(until - performance.now()))) return;
      await this.#check(false);
      if (!this.#generation) await delay(Math.min(READY_POLL_MS, Math.max(0, until - performance.now())));
    }
  }

  /** The streams that were missing at the last check; each is created again as soon as the server allows it. */
  get missing(): readonly string[] {
    return this.#missing;
  }

  /** The streams that were destroyed, as far as the log's record goes. */
  get lost(): readonly DestroyedStream[] {
    return this.#seen.record.lost.filter(isDestroyed);
  }

  /** Why commands can't be accepted now; undefined when they can. Judged by what the last publishes met. */
  get obstacle(): string | undefined {
    if (!this.link.isUp) return 'NATS cannot be reached';
    if (!this.#generation) return 'the log’s streams are not ready';
    if (this.#failing) return 'the log does not confirm writes';
    const needed = this.#missing.filter((stream) => stream === IDEMPOTENCY || readEventStream(stream));
    if (needed.length > 0) return `the log is missing ${needed.join(', ')}`;
    return undefined;
  }

  /** Whether the log confirms writes. Probes the log again if it did not. */
  async confirms(): Promise<boolean> {
    // Without a connection nothing is known: whether it comes back in time is waited for.
    if (!this.link.isUp) return true;
    if (this.#unconfirmed.isLogUnconfirmed) await this.#probe();
    return !this.link.isUp || !this.#unconfirmed.isLogUnconfirmed;
  }

  /** A write to another stream was not confirmed: the gateway is not ready until a probe is. */
  suspected(): void {
    this.#failing = true;
  }

  /** Stores the event, trying until `deadline` (of performance.now). Writes down when, in `times`. See appendEvent. */
  async append(event: EncodedEvent, deadline: number, times?: PublishTimes): Promise<AppendOutcome> {
    if (times) times.publishBeganAt = performance.now();
    const place = event.generation * MOST_PARTITIONS + event.partition;
    if (this.#unconfirmed.isDoubtful(place) && !(await this.#mayTry(place))) return UNCONFIRMED;
    let outcome: AppendOutcome;
    try {
      outcome = await appendEvent(this.link, this.inbox, event, this.#options.times, deadline, async () => {
        await this.#check(false);
        return this.#generation?.number !== event.generation;
      });
    } catch (error) {
      // Where it was the trial, the next one may begin.
      this.#unconfirmed.met(place, true);
      throw error;
    }
    this.#failing = outcome.kind !== 'stored';
    this.#unconfirmed.met(place, outcome.kind === 'unknown');
    if (times) times.publishEndedAt = performance.now();
    if (outcome.kind !== 'stored' || outcome.duplicate) return outcome;
    const { generation, partition, sequence } = outcome.position;
    if (this.#seen.confirmed(generation, partition, sequence)) return outcome;
    return (await this.#isSafe()) ? outcome : { kind: 'unknown' };
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#options.onClose?.();
    this.inbox.close();
  }

  /**
   * A partition counts backwards, so its stream may have been replaced by another of its name. This finds out before the gateway
   * confirms the event to its client; the check stores the event of a replaced stream again in the next generation. False
   * where it can't find out now.
   */
  async #isSafe(): Promise<boolean> {
    // One that is under way may have listed the streams before.
    await this.#checking;
    const before = this.#checks;
    await this.#check(true);
    return this.#checks > before;
  }

  /** Compares the log with its record, and repairs it where a stream is missing or was replaced. */
  #watch(): void {
    if (!this.link.isUp || this.#checking || !this.#generation) return;
    this.#watching ??= compareLog(this.link, this.#options.limits, this.#generation, this.#seen)
      .then(async ({ missing, isCurrent }) => {
        this.#missing = missing;
        if (!isCurrent) await this.#check(true);
      })
      .catch((error) => {
        // A log that does not answer shows in other ways.
        if (!(error instanceof LogUnavailable)) this.#options.onFailure(error);
      })
      .finally(() => {
        this.#watching = undefined;
      });
  }

  /**
   * Without it a gateway that failed once would stay out of service: nobody sends commands to one that isn't ready,
   * so no command could show that the log is back.
   */
  async #look(): Promise<void> {
    if (!this.link.isUp) return;
    if (!this.#generation) await this.#check(false);
    if (!this.#failing) return;
    if (await this.#probe()) this.#failing = false;
  }

  async #mayTry(partition: number): Promise<boolean> {
    if (this.link.isUp) await this.#probe();
    // Without a connection nothing is known: the publish waits for one as long as any does.
    if (!this.link.isUp) return true;
    if (this.#unconfirmed.isLogUnconfirmed) return false;
    return this.#unconfirmed.mayTry(partition, this.#options.times.publishTimeoutMs);
  }

  /** Whether the log confirms a write now; callers at the same time share one probe. */
  async #probe(): Promise<boolean> {
    this.#probing ??= probeWrites(this.link, this.inbox, this.#options.times.publishTimeoutMs)
      // The connection may be lost before the write: then nothing is known.
      .catch(() => undefined)
      .then((met) => {
        // Without the probe's stream, an answer of the log is all that can be known.
        if (met !== undefined) this.#unconfirmed.probed(met === 'stored' || met === 'no-responders');
        return met === 'stored';
      })
      .finally(() => {
        this.#probing = undefined;
      });
    return this.#probing;
  }

  /** One check at a time, and not more than one a second unless it is due to a new connection. */
  async #check(now: boolean): Promise<void> {
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
}
