import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import {
  type ConsumersListed,
  type ListedConsumer,
  listConsumers,
} from '../../../adapters/jetstream/consume/list-consumers.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { RETRIES } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ConsumerFact, Fact, StreamFact } from '../../../contracts/pipeline-facts.ts';
import { ANOTHER_LOG } from '../../../contracts/ports/another-log.ts';
import type { LagHistory, LagSnapshot } from '../../../contracts/ports/lag-history.ts';
import type { HeartbeatListener } from '../heartbeats/heartbeat-listener.ts';
import { type AllowedLagOf, type AllowedLagSettings, allowedLags } from './allowed-lags.ts';
import { type ClassifiedConsumers, type ConsumerClass, classifyConsumers } from './classify-consumers.ts';
import { type MissingConsumer, missingConsumers } from './expected-consumers.ts';
import { logSnapshot } from './log-sample.ts';
import { OldestEvents, type OldestWanted } from './oldest-events.ts';
import { oldestWanted } from './oldest-wanted.ts';
import { consumerFact, streamFact } from './pipeline-facts.ts';
import { reportOfWorkers } from './report-of-workers.ts';
import { type RetriesRead, WaitingRetries } from './waiting-retries.ts';
import { type JudgingLimits, WatchedConsumer } from './watched-consumer.ts';

export interface ConsumerWatchSettings extends AllowedLagSettings, JudgingLimits {
  consumerSnapshotMs: number;
  consumersMax: number;
  consumerRetriesMax: number;
  consumerLookupsMax: number;
}

export interface ConsumerWatchOptions {
  link: NatsLink;
  heartbeats: HeartbeatListener;
  history: LagHistory;
  settings: ConsumerWatchSettings;
  logger: Logger;
  /** Called after a round that was told by the log; not again before it is through. */
  onRound(allWatched: readonly WatchedConsumer[], now: number): Promise<void>;
}

/** How long one that was deleted is told of. */
const FORGET_MS = 10 * 60_000;

/**
 * Looks at every consumer of the account, again and again: where it stands, what its oldest event is, and what status that
 * means. While the log can't be asked nothing is judged: what was known stays, and it is told since when.
 */
export class ConsumerWatch {
  readonly #options: ConsumerWatchOptions;
  readonly #allowedLag: AllowedLagOf;
  readonly #oldest: OldestEvents;
  readonly #retries: WaitingRetries;
  readonly #allWatched = new Map<string, WatchedConsumer>();
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #saving: Promise<void> | undefined;
  #following: Promise<void> | undefined;
  #streams: StreamInfo[] = [];
  /** Unix ms; undefined before the first round. */
  #snapshotAt: number | undefined;
  /** Since when the log can't be asked; undefined while it can. */
  #failing: { since: number; why: string } | undefined = {
    since: Date.now(),
    why: 'The consumers have not been looked at yet.',
  };
  #truncated = false;
  #complained = '';

  constructor(options: ConsumerWatchOptions) {
    this.#options = options;
    this.#allowedLag = allowedLags(options.settings);
    this.#oldest = new OldestEvents(options.link, options.settings.consumerLookupsMax);
    this.#retries = new WaitingRetries(options.link, options.settings.consumerRetriesMax);
    this.#running = this.#run();
  }

  get snapshotAt(): number | undefined {
    return this.#snapshotAt;
  }

  get failing(): { since: number; why: string } | undefined {
    return this.#failing;
  }

  get isTruncated(): boolean {
    return this.#truncated;
  }

  allWatched(): WatchedConsumer[] {
    return [...this.#allWatched.values()];
  }

  watched(stream: string, consumer: string): WatchedConsumer | undefined {
    return this.#allWatched.get(keyOf(stream, consumer));
  }

  /** What alerts are judged by: all consumers whose status is anybody's business. */
  facts(): Fact<ConsumerFact[]> {
    if (this.#failing) return { known: false, ...this.#failing };
    return {
      known: true,
      value: this.allWatched()
        .filter(({ isWatched }) => isWatched)
        .map(consumerFact),
    };
  }

  streams(): Fact<StreamFact[]> {
    if (this.#failing) return { known: false, ...this.#failing };
    return { known: true, value: this.#streams.map(streamFact) };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await Promise.all([this.#saving, this.#following]);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    const { consumerSnapshotMs } = this.#options.settings;
    while (!signal.aborted) {
      const begun = performance.now();
      await this.#round();
      const left = Math.max(consumerSnapshotMs / 2, consumerSnapshotMs - (performance.now() - begun));
      await pause(left, undefined, { signal }).catch(() => {});
    }
  }

  async #round(): Promise<void> {
    const { link, settings } = this.#options;
    let listed: ConsumersListed;
    let classified: ClassifiedConsumers;
    let retries: Map<string, RetriesRead>;
    try {
      listed = await listConsumers(link, settings.consumersMax);
      classified = classifyConsumers(
        listed.streams.flatMap(({ consumers }) => consumers),
        connectedEpochs(this.#options.heartbeats),
      );
      // After the consumers: an event stands in RETRIES before it is acknowledged, so it is in one of the two at least.
      const held = heldByRetries(listed);
      retries = await this.#retries.read(
        held === undefined ? [] : [...classified.current.values()],
        held ?? 0,
      );
    } catch (error) {
      this.#failing ??= { since: Date.now(), why: (error as Error).message };
      return;
    }
    const now = Date.now();
    const missing = listed.truncated
      ? []
      : missingConsumers(
          listed,
          classified.current,
          (consumer) => (retries.get(consumer)?.listing.total ?? 0) > 0,
        );
    try {
      await this.#oldest.refresh(wantedOf(listed, missing));
    } catch {
      // The log went away in the middle of it: the next round says so.
    }
    // From here to the end of the judging nothing waits: whoever reads sees one round, whole.
    this.#take(listed, classified, missing, retries, now);
    for (const watched of this.#allWatched.values()) watched.judge(now);
    this.#snapshotAt = now;
    this.#failing = undefined;
    // A disk that hangs, or a history that is read anew, keeps nobody from looking: then samples are not kept.
    this.#saving ??= this.#noting(() =>
      this.#options.history.addRound(
        now,
        this.allWatched().flatMap(toSnapshot(now)),
        logSnapshot(this.#streams, this.allWatched(), now),
      ),
    ).finally(() => {
      this.#saving = undefined;
    });
    this.#following ??= this.#noting(() => this.#options.onRound(this.allWatched(), now)).finally(() => {
      this.#following = undefined;
    });
  }

  /** Does what keeps nothing from being watched where it fails; says so once. */
  async #noting(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#complained = '';
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.#complained)
        this.#options.logger.warn({ err: error }, 'the history of consumers could not be brought on');
      this.#complained = message;
    }
  }

  #take(
    listed: ConsumersListed,
    { classOf, current }: ClassifiedConsumers,
    missing: readonly MissingConsumer[],
    retries: ReadonlyMap<string, RetriesRead>,
    now: number,
  ): void {
    const { heartbeats } = this.#options;
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
    const expected = new Set(missing.map(({ info }) => keyOf(info.stream_name, info.name)));
    for (const { info, stream, projection, isAwaited } of missing) {
      if (listed.silent.includes(info.stream_name)) continue;
      const kind = info.stream_name === RETRIES ? 'retries' : 'projection';
      const of = { kind, projection } as const;
      const workedOn = { stream: info.stream_name, consumer: info.name, projection };
      // The worker makes no consumer for a store that comes from another log: every event waits.
      const isRefused = reportOfWorkers(heartbeats, workedOn).storeWhy?.includes(ANOTHER_LOG) ?? false;
      if (isAwaited || isRefused) snapshot(info, stream, of).isAwaited = true;
      // It is gone, and stays in the list as gone: without it the projection would look whole.
      else this.#watchedOf(info, stream, of);
    }
    this.#streams = listed.streams.map(({ info }) => info);
    this.#truncated = listed.truncated;
    // Of a list that was cut, or whose streams did not answer, nothing follows from what is not in it.
    const silentStreams = new Set(listed.silent);
    for (const [key, watched] of this.#allWatched) {
      if (present.has(key) || listed.truncated || silentStreams.has(watched.stream)) continue;
      watched.gone(now);
      const { projection } = watched.class;
      // What an older build leaves behind is deleted once a newer one is there: nobody misses it.
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
      watched = new WatchedConsumer(info, streamInfo, of, this.#options.settings);
      this.#allWatched.set(key, watched);
    }
    watched.class = of;
    return watched;
  }
}

const wantedOf = ({ streams }: ConsumersListed, missing: readonly MissingConsumer[]): OldestWanted[] => [
  ...streams.flatMap(({ info: stream, consumers }) =>
    consumers.flatMap((info) => oldestWanted(info, stream) ?? []),
  ),
  ...missing.flatMap(({ info, stream, isAwaited }) => (isAwaited && oldestWanted(info, stream)) || []),
];

/** How many messages RETRIES holds; undefined where it is missing, or its leader does not answer. */
const heldByRetries = ({ streams }: ConsumersListed): number | undefined =>
  streams.find(({ info }) => info.config.name === RETRIES)?.info.state.messages;

const keyOf = (stream: string, consumer: string): string => `${stream} ${consumer}`;

const connectedEpochs = (heartbeats: HeartbeatListener): Set<string> =>
  new Set(heartbeats.processes().flatMap(({ heartbeat }) => heartbeat.worker?.consumer ?? []));

/** One of which it isn't known where it is has no sample. */
const toSnapshot =
  (now: number) =>
  ({ stream, consumer, lag, oldest, status }: WatchedConsumer): LagSnapshot[] =>
    lag === null
      ? []
      : [
          {
            stream,
            consumer,
            lag,
            ageMs: lag === 0 ? 0 : oldest ? Math.max(0, Math.round(now - oldest.storedAt)) : null,
            status: status ?? 'unknown',
          },
        ];
