import type { ListedConsumer } from '../../../adapters/jetstream/consume/list-consumers.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { estimateRates, type RateReading, type Rates } from './estimate-rates.ts';
import type { ConsumerSnapshot } from './evaluate-status.ts';
import type { WorkersReport } from './report-of-workers.ts';
import { lagOf, type Unapplied } from './unapplied.ts';

/** The result of one reading of a consumer. */
interface Observed {
  /** Unix ms. */
  at: number;
  info: ListedConsumer;
  streamInfo: StreamInfo;
  unapplied: Unapplied;
  reported: WorkersReport;
  allowedLag: number;
  isRetries: boolean;
}

/**
 * The newest snapshots of one consumer, at most `size`. A consumer or stream that was created again begins a new history:
 * positions before and after are unrelated.
 */
export class SnapshotWindow {
  readonly #size: number;
  #life = '';
  #snapshots: ConsumerSnapshot[] = [];
  #rateReadings: RateReading[] = [];
  #logEnds: number[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  /** Oldest first. */
  get snapshots(): readonly ConsumerSnapshot[] {
    return this.#snapshots;
  }

  get newest(): ConsumerSnapshot | undefined {
    return this.#snapshots.at(-1);
  }

  /** The recent ends of the log, even if the consumer itself did not answer. */
  get logEnds(): readonly number[] {
    return this.#logEnds;
  }

  get rates(): Rates | undefined {
    return estimateRates(this.#rateReadings);
  }

  add({ at, info, streamInfo, unapplied, reported, allowedLag, isRetries }: Observed): void {
    this.#liveAs(`${streamInfo.created} ${info.created}`);
    const limit = info.config.max_ack_pending ?? 0;
    const isPush = info.config.deliver_subject !== undefined;
    const logEnd = streamInfo.state.last_seq;
    const delivered = info.delivered.stream_seq;
    this.#keep(this.#snapshots, {
      at,
      ackFloor: info.ack_floor.stream_seq,
      delivered,
      logEnd,
      lag: lagOf(unapplied),
      ...unapplied,
      maxAckPending: limit > 0 ? limit : null,
      waiting: isPush ? Number(info.push_bound === true) : info.num_waiting,
      paused: info.paused === true,
      allowedLag,
      workers: reported.workers,
      storeDown: reported.storeDown,
      // A worker reports its counts for all its streams together: they decide the status of the retry queue.
      applied: isRetries ? reported.applied : null,
      failed: isRetries ? reported.failed : null,
      braked: isRetries && reported.braked,
    });
    this.#keep(this.#rateReadings, {
      at,
      pending: unapplied.pending + unapplied.scheduled,
      ackPending: unapplied.ackPending,
      delivered,
      deliveries: info.delivered.consumer_seq,
      logEnd,
    });
    this.silent(logEnd);
  }

  /** Takes the end of the log when the stream answered and the consumer did not. */
  silent(logEnd: number): void {
    this.#keep(this.#logEnds, logEnd);
  }

  #liveAs(life: string): void {
    if (life === this.#life) return;
    this.#life = life;
    this.#snapshots = [];
    this.#rateReadings = [];
    this.#logEnds = [];
  }

  #keep<Value>(values: Value[], value: Value): void {
    values.push(value);
    if (values.length > this.#size) values.shift();
  }
}
