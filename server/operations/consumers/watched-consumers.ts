import type { ConsumersListed, ListedConsumer } from '../../../adapters/jetstream/consume/list-consumers.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { RETRIES } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { ANOTHER_LOG } from '../../../contracts/ports/another-log.ts';
import type { HeartbeatListener } from '../heartbeats/heartbeat-listener.ts';
import type { AllowedLagOf } from './allowed-lags.ts';
import type { ClassifiedConsumers, ConsumerClass } from './classify-consumers.ts';
import type { MissingConsumer } from './expected-consumers.ts';
import type { OldestEvents } from './oldest-events.ts';
import { oldestWanted } from './oldest-wanted.ts';
import { reportOfWorkers } from './report-of-workers.ts';
import type { RetriesRead } from './waiting-retries.ts';
import { type JudgingLimits, WatchedConsumer } from './watched-consumer.ts';

/** How long a deleted consumer stays in the list. */
const FORGET_MS = 10 * 60_000;

/** What one round read from the log. */
interface RoundRead {
  listed: ConsumersListed;
  classified: ClassifiedConsumers;
  missing: readonly MissingConsumer[];
  retries: ReadonlyMap<string, RetriesRead>;
}

/** All watched consumers: those that the server lists, missing ones, and for a while deleted ones. */
export class WatchedConsumers {
  readonly #heartbeats: HeartbeatListener;
  readonly #oldest: Pick<OldestEvents, 'get'>;
  readonly #allowedLag: AllowedLagOf;
  readonly #limits: JudgingLimits;
  readonly #allWatched = new Map<string, WatchedConsumer>();

  constructor(
    heartbeats: HeartbeatListener,
    oldest: Pick<OldestEvents, 'get'>,
    allowedLag: AllowedLagOf,
    limits: JudgingLimits,
  ) {
    this.#heartbeats = heartbeats;
    this.#oldest = oldest;
    this.#allowedLag = allowedLag;
    this.#limits = limits;
  }

  all(): WatchedConsumer[] {
    return [...this.#allWatched.values()];
  }

  get(stream: string, consumer: string): WatchedConsumer | undefined {
    return this.#allWatched.get(keyOf(stream, consumer));
  }

  /** Takes the readings of a round, without an await, so that readers see one whole round. */
  take({ listed, classified: { classOf, current }, missing, retries }: RoundRead, now: number): void {
    const heartbeats = this.#heartbeats;
    const present = new Set<string>();
    const snapshot = (info: ListedConsumer, streamInfo: StreamInfo, of: ConsumerClass): WatchedConsumer => {
      const watched = this.#watchedOf(info, streamInfo, of);
      const { stream, consumer } = watched;
      present.add(keyOf(stream, consumer));
      const allowed = this.#allowedLag({ stream, consumer, projection: of.projection });
      const read = watched.isOurs ? retries.get(consumer) : undefined;
      const wanted = oldestWanted(info, streamInfo);
      const oldest = watched.isRetries && watched.isOurs ? read?.oldest : wanted && this.#oldest.get(wanted);
      const reported = reportOfWorkers(heartbeats, watched.workedOn);
      watched.snapshot(now, info, streamInfo, reported, allowed, oldest, read);
      return watched;
    };
    for (const { info: streamInfo, consumers, silent } of listed.streams) {
      for (const name of silent) {
        present.add(keyOf(streamInfo.config.name, name));
        this.#allWatched.get(keyOf(streamInfo.config.name, name))?.silent(streamInfo);
      }
      for (const info of consumers) snapshot(info, streamInfo, classOf(info)).isAwaited = false;
    }
    const silentStreams = new Set(listed.silent);
    const expected = new Set(missing.map(({ info }) => keyOf(info.stream_name, info.name)));
    for (const { info, stream, projection, isAwaited } of missing) {
      if (silentStreams.has(info.stream_name)) continue;
      const kind = info.stream_name === RETRIES ? 'retries' : 'projection';
      const of = { kind, projection } as const;
      const workedOn = { stream: info.stream_name, consumer: info.name, projection };
      // The worker creates no consumer for a store that was filled from another log: every event is pending.
      const isRefused = reportOfWorkers(heartbeats, workedOn).storeWhy?.includes(ANOTHER_LOG) ?? false;
      if (isAwaited || isRefused) snapshot(info, stream, of).isAwaited = true;
      // A deleted consumer stays in the list as deleted: without it the projection would look complete.
      else this.#watchedOf(info, stream, of);
    }
    // If the list was cut, or streams did not answer, a missing entry proves nothing.
    for (const [key, watched] of this.#allWatched) {
      if (present.has(key) || listed.truncated || silentStreams.has(watched.stream)) continue;
      watched.gone(now);
      const { projection } = watched.class;
      // Consumers of an older epoch are deleted once a newer one exists: they are not missing.
      if (projection !== null && current.has(projection) && current.get(projection) !== watched.consumer)
        watched.class = { kind: 'older-epoch', projection };
      const isForgotten =
        watched.isEphemeral || !watched.isWatched || now - watched.missingSince! > FORGET_MS;
      if (isForgotten && !expected.has(key)) this.#allWatched.delete(key);
    }
  }

  #watchedOf(info: ListedConsumer, streamInfo: StreamInfo, of: ConsumerClass): WatchedConsumer {
    const key = keyOf(info.stream_name, info.name);
    let watched = this.#allWatched.get(key);
    if (!watched) {
      watched = new WatchedConsumer(info, streamInfo, of, this.#limits);
      this.#allWatched.set(key, watched);
    }
    watched.class = of;
    return watched;
  }
}

const keyOf = (stream: string, consumer: string): string => `${stream} ${consumer}`;
