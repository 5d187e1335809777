import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import {
  type ConsumerInfo,
  type ConsumerProgress,
  consumerInfo,
  progressOf,
} from '../../adapters/jetstream/consume/consumer-progress.ts';
import { newestConsumer, projectionConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { waitingPositions } from '../../adapters/jetstream/records/retries.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import { decodePosition } from '../../contracts/position.ts';
import type { EpochsCache } from './epochs-cache.ts';

/** A projection's progress in a partition. */
export interface Progress extends ConsumerProgress {
  /** The first sequence that failed and will be retried: acknowledged and not applied. Infinity if there is none. */
  retryingFrom: number;
  /** Those sequences, if they can be listed. */
  retrying: readonly number[];
}

interface Cached {
  readAt: number;
  progress: Promise<Progress>;
}

const FRESH_MS = 100;
const MAX_ENTRIES = 4_096;

/**
 * The progress of projections in the partitions of the log, read at most once in 100 ms per partition, for all callers
 * together. A cached value is a lower bound: a consumer only moves forward.
 */
export class ProgressCache {
  readonly #link: NatsLink;
  readonly #epochs: EpochsCache;
  readonly #cached = new Map<string, Cached>();

  constructor(link: NatsLink, epochs: EpochsCache) {
    this.#link = link;
    this.#epochs = epochs;
  }

  /** Before its worker's first start a consumer doesn't exist: every event is still ahead of it then. Throws LogUnavailable. */
  read(stream: string, projection: string): Promise<Progress> {
    const key = `${stream} ${projection}`;
    const cached = this.#cached.get(key);
    const now = performance.now();
    if (cached && now - cached.readAt < FRESH_MS) return cached.progress;
    if (this.#cached.size >= MAX_ENTRIES) this.#cached.clear();
    const progress = this.#read(stream, projection);
    this.#cached.set(key, { readAt: now, progress });
    progress.catch(() => this.#cached.delete(key));
    return progress;
  }

  async #read(stream: string, projection: string): Promise<Progress> {
    const consumer = await this.#info(stream, projection);
    // The retries second: an event is stored there before it is acknowledged.
    if (consumer) {
      const retrying = await this.#retrying(stream, consumer.name);
      const first = retrying?.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY) ?? 0;
      return { ...progressOf(consumer), retryingFrom: first, retrying: retrying ?? [] };
    }
    const info = await streamInfo(this.#link, stream);
    if (!info) throw new LogUnavailable(`The log’s stream ${stream} is missing.`);
    return {
      ackFloor: 0,
      delivered: 0,
      pending: info.state.messages,
      ackPending: 0,
      retryingFrom: Number.POSITIVE_INFINITY,
      retrying: [],
    };
  }

  /** Undefined if there are too many to list. */
  async #retrying(stream: string, consumer: string): Promise<number[] | undefined> {
    const waiting = await waitingPositions(this.#link, consumer);
    return waiting?.flatMap((token) => {
      const at = decodePosition(token);
      return at && eventStream(at.generation, at.partition) === stream ? at.sequence : [];
    });
  }

  /** The name of a projection's consumer; undefined if there is none yet. Throws LogUnavailable. */
  async consumer(stream: string, projection: string): Promise<string | undefined> {
    const epochId = await this.#epochs.read(projection);
    if (epochId) return projectionConsumer(projection, epochId);
    return (await this.#info(stream, projection))?.name;
  }

  /** The consumer of the store's present epoch; if the store can't be read, the newest consumer. */
  async #info(stream: string, projection: string): Promise<ConsumerInfo | undefined> {
    const epochId = await this.#epochs.read(projection);
    if (epochId === null) return undefined;
    if (epochId === undefined) return newestConsumer(this.#link, stream, projection);
    return consumerInfo(this.#link, stream, projectionConsumer(projection, epochId));
  }
}
