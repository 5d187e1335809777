import { setTimeout as delay } from 'node:timers/promises';
import { AckInbox } from '../../adapters/jetstream/ack-inbox.ts';
import {
  type AppendOutcome,
  type AppendTimes,
  appendEvent,
  type EncodedEvent,
} from '../../adapters/jetstream/append-event.ts';
import type { EnsuredGeneration } from '../../adapters/jetstream/ensure-generation.ts';
import { ensureLog } from '../../adapters/jetstream/ensure-log.ts';
import type { Generation } from '../../adapters/jetstream/list-generations.ts';
import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import { probeWrites } from '../../adapters/jetstream/probe-log.ts';
import type { LogLimits } from '../../adapters/jetstream/stream-layout.ts';
import { UnconfirmedWrites } from './unconfirmed-writes.ts';

export interface CommandLogOptions {
  link: NatsLink;
  limits: LogLimits;
  partitionsOfNew: number;
  times: AppendTimes;
  onEnsured(ensured: EnsuredGeneration): void;
  onFailure(error: unknown): void;
}

/** Of performance.now(), in ms. */
export interface PublishTimes {
  publishBeganAt: number;
  publishEndedAt: number;
}

const BETWEEN_CHECKS_MS = 1_000;
const READY_POLL_MS = 50;
const UNCONFIRMED: AppendOutcome = {
  kind: 'refused',
  reason: 'unconfirmed',
  detail: 'It does not confirm writes now.',
};

/**
 * The log as the command service sees it: somewhere to append. It sees to the log's streams when it connects and
 * when one is found missing, and knows the generation that takes events.
 */
export class CommandLog {
  readonly link: NatsLink;
  readonly inbox: AckInbox;
  readonly #options: CommandLogOptions;
  #generation: Generation | undefined;
  #checking: Promise<void> | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #ensuredAt = Number.NEGATIVE_INFINITY;
  #failing = false;
  readonly #unconfirmed = new UnconfirmedWrites();
  #timer: NodeJS.Timeout;

  constructor(options: CommandLogOptions) {
    this.#options = options;
    this.link = options.link;
    this.inbox = new AckInbox(options.link);
    options.link.onUp(() => {
      this.#unconfirmed.forget();
      void this.#check(true);
    });
    this.#timer = setInterval(() => void this.#look(), BETWEEN_CHECKS_MS);
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

  /** Why commands can't be accepted now; undefined when they can. Judged by what the last publishes met. */
  get obstacle(): string | undefined {
    if (!this.link.isUp) return 'NATS cannot be reached';
    if (!this.#generation) return 'the log’s streams are not ready';
    if (this.#failing) return 'the log does not confirm writes';
    return undefined;
  }

  /** Whether the log confirms nothing now, by the newest probe: what is published then may be stored or not. */
  get confirmsNothing(): boolean {
    return this.#unconfirmed.isLogUnconfirmed;
  }

  /** A write beside the events was not confirmed: whether any is, is looked at. */
  suspect(): void {
    this.#failing = true;
  }

  /** Stores the event, trying until `deadline` (of performance.now). Writes down when, in `times`. See appendEvent. */
  async append(event: EncodedEvent, deadline: number, times?: PublishTimes): Promise<AppendOutcome> {
    if (times) times.publishBeganAt = performance.now();
    const partition = `${event.generation}-${event.partition}`;
    if (this.#unconfirmed.refuses(partition)) return UNCONFIRMED;
    const outcome = await appendEvent(
      this.link,
      this.inbox,
      event,
      this.#options.times,
      deadline,
      async () => {
        await this.#check(false);
        return this.#generation?.number !== event.generation;
      },
    );
    this.#failing = outcome.kind !== 'stored';
    this.#unconfirmed.met(partition, outcome.kind === 'unknown');
    if (times) times.publishEndedAt = performance.now();
    return outcome;
  }

  close(): void {
    clearInterval(this.#timer);
    this.inbox.close();
  }

  /**
   * Without it a gateway that failed once would stay out of service: nobody sends commands to one that isn't ready,
   * so no command could show that the log is back.
   */
  async #look(): Promise<void> {
    if (!this.link.isUp) return;
    if (!this.#generation) await this.#check(false);
    if (!this.#failing) return;
    // The connection may be lost between the look and the write: then nothing is known.
    const met = await probeWrites(this.link, this.inbox, this.#options.times.publishTimeoutMs).catch(
      () => undefined,
    );
    if (met === 'stored') this.#failing = false;
    if (met === 'stored' || met === 'timeout' || met === 'refused')
      this.#unconfirmed.probed(met === 'stored');
  }

  /** One check at a time, and not more than one a second unless it is due to a new connection. */
  async #check(now: boolean): Promise<void> {
    if (this.#checking) return this.#checking;
    if (!now && performance.now() - this.#checkedAt < BETWEEN_CHECKS_MS) return;
    const { link, limits, partitionsOfNew, onEnsured, onFailure } = this.#options;
    this.#checking = ensureLog(link, limits, partitionsOfNew)
      .then((ensured) => {
        this.#generation = ensured.generation;
        this.#ensuredAt = performance.now();
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
