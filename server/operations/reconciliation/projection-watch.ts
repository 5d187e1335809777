import { consumerInfo } from '../../../adapters/jetstream/consume/consumer-progress.ts';
import {
  newestConsumer,
  projectionConsumer,
} from '../../../adapters/jetstream/consume/projection-consumer.ts';
import type { FoundGeneration } from '../../../adapters/jetstream/streams/list-generations.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { eventStream, LEDGER } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';
import { withoutExpired } from './account-for.ts';
import { askLedger } from './ask-ledger.ts';
import { type Count, NOTHING_COUNTED, type SpotProofs, type Unknown } from './count.ts';
import { firstStored } from './first-stored.ts';
import { IntervalSet } from './interval-set.ts';
import { isNothingLost } from './is-nothing-lost.ts';
import { lookForMissing, type PartitionProof, takeSample } from './look-for-missing.ts';
import { type LostCount, LostPartitions } from './lost-partitions.ts';
import { observePartition } from './observe-partition.ts';
import type { Partition } from './partition.ts';
import { PartitionWatch } from './partition-watch.ts';
import { NO_DEAD_LETTERS, type PartitionKey, partitionKey } from './read-dead-letters.ts';
import type { ReconciliationContext } from './reconciliation-context.ts';
import { MOST_RETRIES, retriesByPartition } from './retries-by-partition.ts';

const HOUR_MS = 3_600_000;

/** One projection, pass by pass. A store that was wiped, lost or replaced is another epoch: its count begins again. */
export class ProjectionWatch {
  readonly projection: ReadableProjection;
  /** The newest count. */
  counted: Count = NOTHING_COUNTED;
  readonly #context: ReconciliationContext;
  readonly #lostPartitions: LostPartitions;
  #lost: LostCount = { partitions: [], streams: new Set(), uncounted: [] };
  #partitions = new Map<PartitionKey, Partition>();
  /** Undefined if it was never known. */
  #epochId: string | null | undefined;
  #incomplete: Unknown | null = null;
  #unreadable: Unknown | null = null;
  #spot: SpotProofs | null = null;
  #nothingLostAt: number | null = null;
  /** Whether every place could be read in the newest pass. */
  #canJudge = false;
  /** Which partition is read first. */
  #turn = 0;

  constructor(context: ReconciliationContext, projection: ReadableProjection) {
    this.#context = context;
    this.projection = projection;
    this.#lostPartitions = new LostPartitions(context, projection.name);
  }

  /** Counts once; `generations` were read just before. Throws LogUnavailable, ApiRefusal, StoreFailure of an index. */
  async count(generations: readonly FoundGeneration[], at: number): Promise<void> {
    this.#canJudge = false;
    let down = await this.#findEpoch(generations);
    await this.#observe(generations, at);
    await this.#askLedger();
    if (down === null && this.#epochId) down = await this.#read(at);
    this.#unreadable = down === null ? null : { since: this.#unreadable?.since ?? at, why: down };
    const unknown = this.#incomplete ?? this.#unreadable;
    const isNext = this.#isNextPass(at);
    const isLedgerRead = !(await this.#isLedgerBeingRead());
    const present = this.#all.map(({ watch, ...part }) => ({
      ...part,
      now: watch.now,
      account: isLedgerRead && watch.now.progress ? watch.account : withoutExpired(watch.account),
      lost: watch.lost,
      settling: isNext ? watch.settling : IntervalSet.EMPTY,
    }));
    this.#lostPartitions.remember(present);
    await this.#lostPartitions.keepExpired(present, at);
    const partitions = [...present, ...this.#lost.partitions];
    if (unknown === null && this.#canJudge && isNothingLost(partitions)) this.#nothingLostAt = at;
    this.counted = {
      at,
      epochId: this.#epochId ?? null,
      partitions,
      unknown,
      spot: this.#spot,
      nothingLostAt: this.#nothingLostAt,
    };
  }

  /** Whether the last successful pass was recent: after an old one, new events are not "just now". */
  #isNextPass(at: number): boolean {
    const { reconciliationIntervalMs, reconciliationGraceMs } = this.#context.limits;
    return at - this.counted.at <= reconciliationIntervalMs + reconciliationGraceMs;
  }

  get #all(): Partition[] {
    return [...this.#partitions.values()];
  }

  /** Finds the epoch to count; if it can't be read, the last known one. Returns why it can't. */
  async #findEpoch(generations: readonly FoundGeneration[]): Promise<string | null> {
    let down: string | null = null;
    let epochId: string | null | undefined;
    try {
      epochId = await this.projection.epochId();
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      down = error.message;
      epochId = this.#epochId ?? (await this.#newestEpoch(generations));
    }
    if (epochId !== this.#epochId) {
      this.#partitions = new Map();
      this.#spot = null;
      this.#nothingLostAt = null;
    }
    this.#epochId = epochId;
    return down;
  }

  async #newestEpoch(generations: readonly FoundGeneration[]): Promise<string | undefined> {
    const { name } = this.projection;
    for (const { number, streams } of generations.toReversed()) {
      for (const partition of streams.keys()) {
        const consumer = await newestConsumer(this.#context.link, eventStream(number, partition), name);
        if (consumer) return consumer.name.slice(name.length + 1);
      }
    }
    return undefined;
  }

  async #observe(generations: readonly FoundGeneration[], at: number): Promise<void> {
    const { link, deadLetters, limits } = this.#context;
    const consumer = this.#epochId ? projectionConsumer(this.projection.name, this.#epochId) : undefined;
    const windowMs = limits.ledgerHours * HOUR_MS;
    const partitions = this.#partitionsOf(generations, windowMs);
    const infos = await Promise.all(
      partitions.map(({ stream }) =>
        consumer === undefined ? undefined : consumerInfo(link, stream.config.name, consumer),
      ),
    );
    const retrying = consumer === undefined ? new Map() : await retriesByPartition(link, consumer);
    const dead = await deadLetters.read(this.projection.name);
    this.#lost = await this.#lostPartitions.count(this.#epochId, generations, { retrying, dead }, at);
    const listed = await Promise.all(
      partitions.map(async (partition, n) => {
        const key = partitionKey(partition);
        const seen = {
          stream: partition.stream,
          firstStored: await firstStored(partition.stream, partition, this.#context.ledger, at),
          consumer: infos[n],
          retrying: retrying?.get(key) ?? IntervalSet.EMPTY,
          dead: dead?.get(key) ?? NO_DEAD_LETTERS,
        };
        return observePartition(link, partition.watch, seen, at - windowMs, at);
      }),
    );
    const gaps = [
      ...(retrying === undefined
        ? [`More than ${MOST_RETRIES} events are waiting for a retry, too many to list.`]
        : []),
      ...(dead === undefined ? ['The index of dead letters is behind its streams.'] : []),
      ...(listed.every(Boolean) ? [] : ['More events were deleted from the log than can be listed.']),
      ...this.#missingStreams(generations),
      ...this.#lost.uncounted.map((stream) => `The events that were lost with ${stream} are being counted.`),
    ];
    this.#incomplete =
      gaps.length === 0 ? null : { since: this.#incomplete?.since ?? at, why: gaps.join(' ') };
  }

  /** The partition of every present stream, with its earlier watch if it is the same stream. */
  #partitionsOf(generations: readonly FoundGeneration[], windowMs: number): Partition[] {
    const partitions = generations.flatMap(({ number: generation, streams }) =>
      [...streams].map(([partition, stream]) => {
        const known = this.#partitions.get(partitionKey({ generation, partition }));
        const isSame = known?.stream.created === stream.created;
        return { generation, partition, stream, watch: isSame ? known.watch : new PartitionWatch(windowMs) };
      }),
    );
    this.#partitions = new Map(partitions.map((partition) => [partitionKey(partition), partition]));
    return partitions;
  }

  #missingStreams(generations: readonly FoundGeneration[]): string[] {
    return generations.flatMap(({ number, partitions, streams }) =>
      Array.from({ length: partitions }, (_, partition) => partition)
        .filter((partition) => !streams.has(partition))
        .filter((partition) => !this.#lost.streams.has(eventStream(number, partition)))
        .map((partition) => `The stream ${eventStream(number, partition)} is missing.`),
    );
  }

  async #askLedger(): Promise<void> {
    if (!this.#epochId) return;
    for (const part of this.#all) {
      const { ranges, complete } = await askLedger(this.#context.ledger, this.#by(part), part.watch.wanted);
      part.watch.reported(ranges, complete);
    }
  }

  /**
   * Looks in the read model for events that are in no other place, and for a sample of the applied ones. Returns why it can't.
   */
  async #read(at: number): Promise<string | null> {
    const { link, ledger, limits } = this.#context;
    const { projection } = this;
    this.#turn += 1;
    const all = this.#all;
    const inTurn = all.map((_, n) => all[(n + this.#turn) % all.length]!);
    // If a place can't be read, any event may be there; ledger records not read yet may still account for events.
    this.#canJudge = this.#incomplete === null && !(await this.#isLedgerBeingRead());
    const proofs = this.#canJudge ? await lookForMissing(link, projection, inTurn, limits, at) : [];
    const samples = await takeSample(link, projection, inTurn, limits.reconciliationSample);
    const down = [...proofs, ...samples].find(({ proof }) => proof.down !== null)?.proof.down ?? null;
    // A store that was wiped meanwhile shows nothing: that reading is discarded.
    const epochId = await projection.epochId().catch(() => undefined);
    if (epochId !== undefined && epochId !== this.#epochId) {
      this.#canJudge = false;
      return null;
    }
    for (const { part, proof } of proofs) {
      part.watch.proved(proof, at, limits.reconciliationGraceMs);
      if (!proof.present.isEmpty) await ledger.addProven(this.#by(part), proof.present.ranges, at);
    }
    for (const { part, proof } of samples) part.watch.doubted(proof.absent, at);
    this.#countSamples(samples, at);
    return down;
  }

  async #isLedgerBeingRead(): Promise<boolean> {
    const { link, ledger } = this.#context;
    if ((await ledger.reachesBackTo()) !== null) return false;
    return (await streamInfo(link, LEDGER)) !== undefined;
  }

  #countSamples(samples: readonly PartitionProof[], at: number): void {
    const found = samples.reduce((sum, { proof }) => sum + proof.present.count, 0);
    const missing = samples.reduce((sum, { proof }) => sum + proof.absent.length, 0);
    if (found + missing === 0) return;
    this.#spot = {
      at,
      sampled: found + missing,
      found,
      sampledInAll: (this.#spot?.sampledInAll ?? 0) + found + missing,
      notFoundInAll: (this.#spot?.notFoundInAll ?? 0) + missing,
    };
  }

  #by({ generation, partition }: Partition) {
    return { projection: this.projection.name, epochId: this.#epochId!, generation, partition };
  }
}
