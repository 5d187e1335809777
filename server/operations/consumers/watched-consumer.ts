import type { ListedConsumer } from '../../../adapters/jetstream/consume/list-consumers.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { RETRIES, readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { WorkedOn } from '../heartbeats/heartbeat-listener.ts';
import type { ConsumerClass } from './classify-consumers.ts';
import { describeStatus, describeUnconfirmed, type StatusDescribed } from './describe-status.ts';
import { estimateDrain, type Rates } from './estimate-rates.ts';
import { type ConsumerSnapshot, type ConsumerWindow, evaluateStatus } from './evaluate-status.ts';
import type { OldestKnown } from './oldest-events.ts';
import { NOTHING_REPORTED, type WorkersReport } from './report-of-workers.ts';
import { SnapshotWindow } from './snapshot-window.ts';
import { type Unapplied, type UnappliedPart, unappliedOf } from './unapplied.ts';
import type { RetriesRead } from './waiting-retries.ts';

/** Statuses in which the lag is not shrinking. */
const WATCHED: ReadonlySet<ConsumerStatus> = new Set([
  'unknown',
  'paused',
  'waiting-for-store',
  'failing',
  'no-worker',
  'stopped',
  'stalled',
]);

/** The settings of the same names. */
export interface JudgingLimits {
  consumerWindow: number;
  consumerFailingEvents: number;
}

/**
 * One watched consumer: its window of snapshots, and the status that follows from it. A status is confirmed once two
 * evaluations in a row agree on it.
 */
export class WatchedConsumer {
  readonly stream: string;
  readonly consumer: string;
  info: ListedConsumer;
  class: ConsumerClass;
  streamInfo: StreamInfo;
  reported: WorkersReport = NOTHING_REPORTED;
  oldest: OldestKnown | undefined;
  status: ConsumerStatus | undefined;
  /** Unix ms. */
  statusSince = 0;
  described: StatusDescribed | undefined;
  /** Unix ms: when the server said that the consumer no longer exists; undefined while it exists. */
  missingSince: number | undefined;
  /**
   * Its stream belongs to a generation that waits for the previous one: the consumer does not exist yet, and every event is
   * pending.
   */
  isAwaited = false;
  /** How many events of its epoch and partition are in RETRIES; null if unknown. The retry queue counts them. */
  retrying: number | null = 0;
  readonly #size: number;
  readonly #failingFrom: number;
  readonly #history: SnapshotWindow;
  #candidate: ConsumerStatus | undefined;

  constructor(
    info: ListedConsumer,
    streamInfo: StreamInfo,
    of: ConsumerClass,
    { consumerWindow, consumerFailingEvents }: JudgingLimits,
  ) {
    this.stream = info.stream_name;
    this.consumer = info.name;
    this.info = info;
    this.streamInfo = streamInfo;
    this.class = of;
    this.#size = consumerWindow;
    this.#history = new SnapshotWindow(consumerWindow);
    this.#failingFrom = consumerFailingEvents;
  }

  get newest(): ConsumerSnapshot | undefined {
    return this.#history.newest;
  }

  /** Whether its status is unknown only because it has not been watched for a window yet: that is no news. */
  get isUnjudged(): boolean {
    return this.status === 'unknown' && this.missingSince === undefined;
  }

  /** Whether its status can raise an alert. */
  get isWatched(): boolean {
    return this.class.kind !== 'internal' && this.class.kind !== 'older-epoch';
  }

  /** Whether its workers send heartbeats. */
  get isOurs(): boolean {
    return this.class.kind === 'projection' || this.class.kind === 'retries';
  }

  /** The workers it belongs to. */
  get workedOn(): WorkedOn {
    const { stream, consumer, isOurs } = this;
    return { stream, consumer, projection: isOurs ? this.class.projection : null };
  }

  get isEphemeral(): boolean {
    return this.info.config.durable_name === undefined;
  }

  /** Its events that are not applied yet, by state; null if unknown: the consumer was deleted, or never read. */
  get unapplied(): Unapplied | null {
    const { newest } = this;
    return newest && this.missingSince === undefined ? newest : null;
  }

  /**
   * Its lag by the newest end of the log: events stored since its newest snapshot may be its own. Null if unknown.
   */
  get lag(): number | null {
    const { newest } = this;
    if (!newest || this.missingSince !== undefined) return null;
    return newest.lag + Math.max(0, (this.#history.logEnds.at(-1) ?? 0) - newest.logEnd);
  }

  get isRetries(): boolean {
    return this.stream === RETRIES;
  }

  /** What it adds to the sum of its projection. */
  get part(): UnappliedPart {
    const { unapplied, lag, oldest, isRetries } = this;
    return { unapplied, lag, oldestAt: oldest?.storedAt ?? null, isRetries };
  }

  get rates(): Rates | undefined {
    return this.missingSince === undefined ? this.#history.rates : undefined;
  }

  /** Time until its lag is 0, ms; null if the lag does not shrink, or no worker is connected: then the rates are old. */
  get drainMs(): number | null {
    const { lag } = this;
    if (lag === null) return null;
    return lag > 0 && WATCHED.has(this.status ?? 'unknown') ? null : estimateDrain(lag, this.rates);
  }

  /** Takes the server's report. */
  snapshot(
    at: number,
    info: ListedConsumer,
    streamInfo: StreamInfo,
    reported: WorkersReport,
    allowedLag: number,
    oldest: OldestKnown | undefined,
    retries?: RetriesRead,
  ): void {
    this.info = info;
    this.streamInfo = streamInfo;
    this.reported = reported;
    this.oldest = oldest;
    this.missingSince = undefined;
    const { isRetries } = this;
    const unapplied = unappliedOf(info, isRetries ? retries?.listing : undefined);
    this.retrying = this.isOurs && !isRetries ? retriesOf(this.stream, retries) : 0;
    this.#history.add({ at, info, streamInfo, unapplied, reported, allowedLag, isRetries });
  }

  /** The consumer exists, but its leader did not answer. */
  silent(streamInfo: StreamInfo): void {
    this.streamInfo = streamInfo;
    this.#history.silent(streamInfo.state.last_seq);
  }

  gone(at: number): void {
    this.missingSince ??= at;
    this.oldest = undefined;
    this.retrying = null;
    this.isAwaited = false;
  }

  /** Judges the status; true if it changed. */
  judge(now: number): boolean {
    const window: ConsumerWindow = {
      snapshots: this.#history.snapshots,
      exists: this.missingSince === undefined,
      logEnds: this.#history.logEnds,
      lag: this.lag ?? 0,
      now,
      minimumSnapshots: this.#size,
      failingFrom: this.#failingFrom,
      isAwaited: this.isAwaited,
    };
    const status = evaluateStatus(window);
    // A new epoch creates its consumers one by one: a consumer that never existed must be missing twice.
    const isFirst = this.status === undefined && this.newest !== undefined;
    const isAgreed = status === this.#candidate || isFirst;
    this.#candidate = status;
    const isChange = isAgreed && status !== this.status;
    if (isChange) {
      this.status = status;
      this.statusSince = now;
    }
    // A clock that was set back must not make the age negative: alerts use it.
    this.statusSince = Math.min(this.statusSince, now);
    // The sentence of an unconfirmed status would contradict the confirmed one.
    if (status === this.status) {
      this.described = describeStatus(status, window, {
        storeWhy: this.reported.storeWhy,
        isOurs: this.isOurs,
        lastWorker: this.reported.last,
      });
    } else if (this.status === 'ok') {
      this.described = describeUnconfirmed(window);
    }
    return isChange;
  }
}

/** How many events of a stream are in RETRIES; null if they are too many to list, or were not read. */
function retriesOf(stream: string, retries: RetriesRead | undefined): number | null {
  if (!readEventStream(stream)) return 0;
  const byStream = retries?.listing.byStream ?? null;
  return byStream === null ? null : (byStream.get(stream)?.count ?? 0);
}
