import type { Logger } from 'pino';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { type ConsumersListed, listConsumers } from '../../../adapters/jetstream/consume/list-consumers.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { RETRIES } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ConsumerFact, Fact, StreamFact } from '../../../contracts/pipeline-facts.ts';
import type { LagHistory, LagSnapshot } from '../../../contracts/ports/lag-history.ts';
import { Repeat } from '../../../contracts/timing/repeat.ts';
import type { HeartbeatListener } from '../heartbeats/heartbeat-listener.ts';
import { type AllowedLagSettings, allowedLags } from './allowed-lags.ts';
import { classifyConsumers } from './classify-consumers.ts';
import { type MissingConsumer, missingConsumers } from './expected-consumers.ts';
import { logSnapshot } from './log-snapshot.ts';
import { OldestEvents, type OldestWanted } from './oldest-events.ts';
import { oldestWanted } from './oldest-wanted.ts';
import { consumerFact, streamFact } from './pipeline-facts.ts';
import { WaitingRetries } from './waiting-retries.ts';
import type { JudgingLimits, WatchedConsumer } from './watched-consumer.ts';
import { WatchedConsumers } from './watched-consumers.ts';

interface ConsumerWatchSettings extends AllowedLagSettings, JudgingLimits {
  consumerSnapshotMs: number;
  consumersMax: number;
  consumerRetriesMax: number;
  consumerLookupsMax: number;
}

interface ConsumerWatchOptions {
  link: NatsLink;
  heartbeats: HeartbeatListener;
  history: LagHistory;
  settings: ConsumerWatchSettings;
  logger: Logger;
  /** Called after a round in which the log answered; not again before it has resolved. */
  onRound(allWatched: readonly WatchedConsumer[], now: number): Promise<void>;
}

/**
 * Reads every consumer of the account in a loop: its position, its oldest event, and the status that follows. While the log
 * does not answer, nothing is judged: the last state stays, with the time since when it is stale.
 */
export class ConsumerWatch {
  readonly #options: ConsumerWatchOptions;
  readonly #oldest: OldestEvents;
  readonly #retries: WaitingRetries;
  readonly #consumers: WatchedConsumers;
  readonly #rounds: Repeat;
  #saving: Promise<void> | undefined;
  #following: Promise<void> | undefined;
  #streams: StreamInfo[] = [];
  /** Unix ms; undefined before the first round. */
  #snapshotAt: number | undefined;
  /** Since when the log has not answered; undefined while it answers. */
  #failing: { since: number; why: string } | undefined = {
    since: Date.now(),
    why: 'The consumers have not been read yet.',
  };
  #truncated = false;
  #complained = '';

  constructor(options: ConsumerWatchOptions) {
    this.#options = options;
    this.#oldest = new OldestEvents(options.link, options.settings.consumerLookupsMax);
    this.#consumers = new WatchedConsumers(
      options.heartbeats,
      this.#oldest,
      allowedLags(options.settings),
      options.settings,
    );
    this.#retries = new WaitingRetries(options.link, options.settings.consumerRetriesMax);
    this.#rounds = new Repeat(() => this.#timedRound(), {
      retryMs: options.settings.consumerSnapshotMs,
      onFailure(error) {
        // The state of the watch reports that the log does not answer.
        if (!(error instanceof LogUnavailable))
          options.logger.warn({ err: error }, 'the consumers could not be read');
      },
    });
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
    return this.#consumers.all();
  }

  watched(stream: string, consumer: string): WatchedConsumer | undefined {
    return this.#consumers.get(stream, consumer);
  }

  /** The facts that alert rules judge: all consumers whose status can raise one. */
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
    await this.#rounds.stop();
    await Promise.all([this.#saving, this.#following]);
  }

  async #timedRound(): Promise<number> {
    const { consumerSnapshotMs } = this.#options.settings;
    const begun = performance.now();
    try {
      await this.#round();
    } catch (error) {
      this.#failing ??= { since: Date.now(), why: (error as Error).message };
      throw error;
    }
    return Math.max(consumerSnapshotMs / 2, consumerSnapshotMs - (performance.now() - begun));
  }

  async #round(): Promise<void> {
    const { link, settings, heartbeats } = this.#options;
    const listed = await listConsumers(link, settings.consumersMax);
    const classified = classifyConsumers(
      listed.streams.flatMap(({ consumers }) => consumers),
      connectedEpochs(heartbeats),
    );
    // After the consumers: an event is stored in RETRIES before it is acknowledged, so it is in at least one of the two.
    const held = heldByRetries(listed);
    const retries = await this.#retries.read(
      held === undefined ? [] : [...classified.current.values()],
      held ?? 0,
    );
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
      // The connection was lost during the round: the next round reports it.
    }
    // No await from here to the end of the judging, so that readers see one whole round.
    this.#consumers.take({ listed, classified, missing, retries }, now);
    this.#streams = listed.streams.map(({ info }) => info);
    this.#truncated = listed.truncated;
    for (const watched of this.allWatched()) watched.judge(now);
    this.#snapshotAt = now;
    this.#failing = undefined;
    // A slow disk, or a history that is being read again, must not delay the watch: then no snapshots are kept.
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

  /** Runs an optional step whose failure must not stop the watch; logs the failure once. */
  async #noting(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#complained = '';
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.#complained)
        this.#options.logger.warn({ err: error }, 'the history of consumers could not be updated');
      this.#complained = message;
    }
  }
}

const wantedOf = ({ streams }: ConsumersListed, missing: readonly MissingConsumer[]): OldestWanted[] => [
  ...streams.flatMap(({ info: stream, consumers }) =>
    consumers.flatMap((info) => oldestWanted(info, stream) ?? []),
  ),
  ...missing.flatMap(({ info, stream, isAwaited }) => (isAwaited && oldestWanted(info, stream)) || []),
];

/** How many messages RETRIES holds; undefined if the stream is missing, or its leader does not answer. */
const heldByRetries = ({ streams }: ConsumersListed): number | undefined =>
  streams.find(({ info }) => info.config.name === RETRIES)?.info.state.messages;

const connectedEpochs = (heartbeats: HeartbeatListener): Set<string> =>
  new Set(heartbeats.processes().flatMap(({ heartbeat }) => heartbeat.worker?.consumer ?? []));

/** A consumer with an unknown position has no snapshot. */
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
