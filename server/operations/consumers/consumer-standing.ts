import type { ListedConsumer } from '../../../adapters/jetstream/list-consumers.ts';
import type { StreamInfo } from '../../../adapters/jetstream/stream-info.ts';
import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { WorkedOn } from '../heartbeats/heartbeat-listener.ts';
import type { ConsumerClass } from './classify-consumers.ts';
import { describeStatus, type StatusDescribed } from './describe-status.ts';
import { estimateDrain, estimateRates, type RateSample, type Rates } from './estimate-rates.ts';
import { type ConsumerSample, type ConsumerWindow, evaluateStatus } from './evaluate-status.ts';
import type { OldestKnown } from './oldest-events.ts';

/** Of these nothing is being got through. */
const STANDING: ReadonlySet<ConsumerStatus> = new Set([
  'unknown',
  'paused',
  'waiting-for-store',
  'no-worker',
  'stopped',
  'stalled',
]);

/** What the workers on a consumer tell. */
export interface WorkersTold {
  /** How many were heard of; null where silence means nothing. */
  workers: number | null;
  storeDown: boolean;
  storeWhy: string | null;
}

/**
 * One consumer as it is watched: its window of samples, and the status that comes of it.
 *
 * A status counts once two evaluations in a row agree on it. A consumer or stream that was made anew begins a new window:
 * positions of two lives say nothing of each other.
 */
export class ConsumerStanding {
  readonly stream: string;
  readonly consumer: string;
  info: ListedConsumer;
  class: ConsumerClass;
  streamInfo: StreamInfo;
  told: WorkersTold = { workers: null, storeDown: false, storeWhy: null };
  oldest: OldestKnown | undefined;
  status: ConsumerStatus | undefined;
  /** Unix ms. */
  statusSince = 0;
  described: StatusDescribed | undefined;
  /** Unix ms: when the server said that it is gone; undefined while it is there. */
  goneAt: number | undefined;
  readonly #size: number;
  #life = '';
  #samples: ConsumerSample[] = [];
  #rateSamples: RateSample[] = [];
  #logEnds: number[] = [];
  #candidate: ConsumerStatus | undefined;

  constructor(info: ListedConsumer, streamInfo: StreamInfo, of: ConsumerClass, windowSize: number) {
    this.stream = info.stream_name;
    this.consumer = info.name;
    this.info = info;
    this.streamInfo = streamInfo;
    this.class = of;
    this.#size = windowSize;
  }

  get newest(): ConsumerSample | undefined {
    return this.#samples.at(-1);
  }

  /** Whether anybody is to be told of its status. */
  get isWatched(): boolean {
    return this.class.kind !== 'internal' && this.class.kind !== 'older-build';
  }

  /** Whether its workers send heartbeats. */
  get isOurs(): boolean {
    return this.class.kind === 'projection' || this.class.kind === 'retries';
  }

  /** By whom it may be worked on. */
  get workedOn(): WorkedOn {
    const { stream, consumer, isOurs } = this;
    return { stream, consumer, projection: isOurs ? this.class.projection : null };
  }

  get isEphemeral(): boolean {
    return this.info.config.durable_name === undefined;
  }

  /** Its lag by the newest end of the log: what came since its newest sample may be its own. */
  get lag(): number {
    const { newest } = this;
    if (!newest) return 0;
    const isSilent = (this.#logEnds.at(-1) ?? 0) > newest.logEnd;
    return newest.lag + (isSilent ? this.#logEnds.at(-1)! - newest.logEnd : 0);
  }

  get rates(): Rates | undefined {
    return estimateRates(this.#rateSamples);
  }

  /** Until its lag is gone, ms; null where it does not fall, or nobody works on it now: the rates are of before that. */
  get drainMs(): number | null {
    return this.lag > 0 && STANDING.has(this.status ?? 'unknown')
      ? null
      : estimateDrain(this.lag, this.rates);
  }

  /** The server told where it stands. */
  sample(
    at: number,
    info: ListedConsumer,
    streamInfo: StreamInfo,
    told: WorkersTold,
    allowedLag: number,
    oldest: OldestKnown | undefined,
  ): void {
    const life = `${streamInfo.created} ${info.created}`;
    if (life !== this.#life) this.#begin(life);
    this.info = info;
    this.streamInfo = streamInfo;
    this.told = told;
    this.oldest = oldest;
    this.goneAt = undefined;
    const limit = info.config.max_ack_pending ?? 0;
    const isPush = info.config.deliver_subject !== undefined;
    const logEnd = streamInfo.state.last_seq;
    const { num_pending: pending, num_ack_pending: ackPending } = info;
    keep(this.#samples, this.#size, {
      at,
      ackFloor: info.ack_floor.stream_seq,
      delivered: info.delivered.stream_seq,
      logEnd,
      lag: pending + ackPending,
      pending,
      ackPending,
      maxAckPending: limit > 0 ? limit : null,
      waiting: isPush ? Number(info.push_bound === true) : info.num_waiting,
      paused: info.paused === true,
      allowedLag,
      workers: told.workers,
      storeDown: told.storeDown,
    });
    keep(this.#rateSamples, this.#size, {
      at,
      pending,
      ackPending,
      delivered: info.delivered.stream_seq,
      deliveries: info.delivered.consumer_seq,
      logEnd,
    });
    keep(this.#logEnds, this.#size, logEnd);
  }

  /** It is there, but its leader did not answer. */
  silent(streamInfo: StreamInfo): void {
    this.streamInfo = streamInfo;
    keep(this.#logEnds, this.#size, streamInfo.state.last_seq);
  }

  gone(at: number): void {
    this.goneAt ??= at;
    this.oldest = undefined;
  }

  /** Judges it; true where its status is another one now. */
  judge(now: number): boolean {
    const window: ConsumerWindow = {
      samples: this.#samples,
      exists: this.goneAt === undefined,
      logEnds: this.#logEnds,
      lag: this.lag,
      now,
      minimumSamples: this.#size,
    };
    const status = evaluateStatus(window);
    const isAgreed = status === this.#candidate || this.status === undefined;
    this.#candidate = status;
    const isChange = isAgreed && status !== this.status;
    if (isChange) {
      this.status = status;
      this.statusSince = now;
    }
    // A clock that was set back must not make it younger than nothing: alerts go by its age.
    this.statusSince = Math.min(this.statusSince, now);
    // The sentence of a status that is not agreed on yet would contradict the one that counts.
    if (status === this.status) {
      const until = this.info.config.pause_until;
      this.described = describeStatus(status, window, {
        pausedUntil: until === undefined ? null : Date.parse(until),
        storeWhy: this.told.storeWhy,
        isOurs: this.isOurs,
      });
    }
    return isChange;
  }

  #begin(life: string): void {
    this.#life = life;
    this.#samples = [];
    this.#rateSamples = [];
    this.#logEnds = [];
  }
}

function keep<Value>(values: Value[], most: number, value: Value): void {
  values.push(value);
  if (values.length > most) values.shift();
}
