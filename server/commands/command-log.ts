import { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import {
  type AppendOutcome,
  type AppendTimes,
  appendEvent,
  type EncodedEvent,
} from '../../adapters/jetstream/publish/append-event.ts';
import { probeWrites } from '../../adapters/jetstream/streams/probe-log.ts';
import { IDEMPOTENCY, readEventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import { BETWEEN_CHECKS_MS, CheckedLog, type CheckedLogOptions } from './checked-log.ts';
import { UnconfirmedWrites } from './unconfirmed-writes.ts';

interface CommandLogOptions extends CheckedLogOptions {
  times: AppendTimes;
  onClose?(): void;
}

/** Of performance.now(), in ms. */
interface PublishTimes {
  publishBeganAt: number;
  publishEndedAt: number;
}

/** A partition has ten bits in a command's id. */
const MOST_PARTITIONS = 1_024;
const UNCONFIRMED: AppendOutcome = {
  kind: 'refused',
  reason: 'unconfirmed',
  detail: 'The log does not confirm writes now.',
};

/** The log as the command service uses it: it appends events. */
export class CommandLog extends CheckedLog {
  readonly inbox: AckInbox;
  readonly #options: CommandLogOptions;
  #failing = false;
  #probing: Promise<boolean> | undefined;
  readonly #unconfirmed = new UnconfirmedWrites();
  readonly #looking: NodeJS.Timeout;

  constructor(options: CommandLogOptions) {
    super(options);
    this.#options = options;
    this.inbox = new AckInbox(options.link);
    options.link.onUp(() => {
      this.#unconfirmed.forget();
      void this.check(true);
    });
    this.#looking = setInterval(() => void this.#look(), BETWEEN_CHECKS_MS);
  }

  /** Why commands can't be accepted now; undefined if they can. The outcomes of the last publishes decide. */
  get obstacle(): string | undefined {
    if (!this.link.isUp) return this.link.whyDown;
    const why = this.link.denied ? `: ${this.link.denied}` : '';
    if (!this.generation) return `the log’s streams are not ready${why}`;
    if (this.#failing) return `the log does not confirm writes${why}`;
    const needed = this.missing.filter((stream) => stream === IDEMPOTENCY || readEventStream(stream));
    if (needed.length > 0) return `the log is missing ${needed.join(', ')}`;
    return undefined;
  }

  /** Whether the log confirms writes. Probes the log again if it did not. */
  async confirms(): Promise<boolean> {
    // Without a connection nothing is known: wait for it.
    if (!this.link.isUp) return true;
    if (this.#unconfirmed.isLogUnconfirmed) await this.#probe();
    return !this.link.isUp || !this.#unconfirmed.isLogUnconfirmed;
  }

  /** A write to another stream was not confirmed: the gateway is not ready until a probe is confirmed. */
  suspected(): void {
    this.#failing = true;
  }

  /** Stores the event, trying until `deadline` (of performance.now). Records its times in `times`. See appendEvent. */
  async append(event: EncodedEvent, deadline: number, times?: PublishTimes): Promise<AppendOutcome> {
    if (times) times.publishBeganAt = performance.now();
    const place = event.generation * MOST_PARTITIONS + event.partition;
    if (this.#unconfirmed.isDoubtful(place) && !(await this.#mayTry(place))) return UNCONFIRMED;
    let outcome: AppendOutcome;
    try {
      outcome = await appendEvent(this.link, this.inbox, event, this.#options.times, deadline, async () => {
        await this.check(false);
        return this.generation?.number !== event.generation;
      });
    } catch (error) {
      // If this was the trial, the next one may begin.
      this.#unconfirmed.met(place, true);
      throw error;
    }
    this.#failing = outcome.kind !== 'stored';
    this.#unconfirmed.met(place, outcome.kind === 'unknown');
    if (times) times.publishEndedAt = performance.now();
    if (outcome.kind !== 'stored' || outcome.duplicate) return outcome;
    const { generation, partition, sequence } = outcome.position;
    if (this.isExpected(generation, partition, sequence)) return outcome;
    return (await this.isSafe()) ? outcome : { kind: 'unknown' };
  }

  override close(): void {
    super.close();
    clearInterval(this.#looking);
    this.#options.onClose?.();
    this.inbox.close();
  }

  /**
   * Without this, a gateway that failed once would stay out of service: nobody sends commands to a gateway that isn't ready,
   * so no command could show that the log works again.
   */
  async #look(): Promise<void> {
    if (!this.link.isUp) return;
    if (!this.generation) await this.check(false);
    if (!this.#failing) return;
    if (await this.#probe()) this.#failing = false;
  }

  async #mayTry(partition: number): Promise<boolean> {
    if (this.link.isUp) await this.#probe();
    // Without a connection nothing is known: the publish waits for one.
    if (!this.link.isUp) return true;
    if (this.#unconfirmed.isLogUnconfirmed) return false;
    return this.#unconfirmed.mayTry(partition, this.#options.times.publishTimeoutMs);
  }

  /** Whether the log confirms a write now; callers at the same time share one probe. */
  async #probe(): Promise<boolean> {
    this.#probing ??= probeWrites(this.link, this.inbox, this.#options.times.publishTimeoutMs)
      // The connection may be lost before the write: nothing is known then.
      .catch(() => undefined)
      .then((met) => {
        // Without the probe's stream, an answer of the log is the best evidence.
        if (met !== undefined) this.#unconfirmed.probed(met === 'stored' || met === 'no-responders');
        return met === 'stored';
      })
      .finally(() => {
        this.#probing = undefined;
      });
    return this.#probing;
  }
}
