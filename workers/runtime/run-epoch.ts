import { consumerProgress } from '../../adapters/jetstream/consume/consumer-progress.ts';
import { ensureConsumer } from '../../adapters/jetstream/consume/ensure-consumer.ts';
import { ensureRetryConsumer } from '../../adapters/jetstream/consume/ensure-retry-consumer.ts';
import { projectionConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import type { FoundGeneration } from '../../adapters/jetstream/streams/list-generations.ts';
import { eventStream, RETRIES } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { Position } from '../../contracts/position.ts';
import { readFill } from '../rebuild/read-fill.ts';
import { runPartition } from './run-partition.ts';
import { runRetries } from './run-retries.ts';
import type { EpochContext, WorkerContext } from './worker-context.ts';

/** The work on one epoch of a projection's store: its partitions, each with a consumer of this epoch. */
export class EpochRun {
  readonly epochId: string;
  readonly #context: EpochContext;
  readonly #ending = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  #waitsForActions = false;

  constructor(context: WorkerContext, epochId: string) {
    this.epochId = epochId;
    const { projection } = context;
    this.#context = {
      ...context,
      epochId,
      consumer: projectionConsumer(projection.name, epochId),
      isCurrent: async () => (await projection.epochId()) === epochId,
      stopping: AbortSignal.any([context.stopping, this.#ending.signal]),
    };
  }

  /** How many partitions are being processed. */
  get size(): number {
    return this.#running.size - (this.#running.has(RETRIES) ? 1 : 0);
  }

  /** The streams of these partitions. */
  get streams(): string[] {
    return [...this.#running.keys()];
  }

  /** The name of its consumers. */
  get consumer(): string {
    return this.#context.consumer;
  }

  /** Finishes the batches under way and returns the other events to the log. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running.values());
  }

  /**
   * Starts partitions, and resolves to whether every partition of every generation runs now. A log that is being created has
   * only some of them. A generation waits until every event of the previous one was delivered, so that events are applied in
   * log order across generations, and an applied event stays applied. Throws LogUnavailable.
   *
   * Before the first partition starts, it reads the operators' actions, by which workers skip events. While the actions
   * can't be read, only an epoch that was filled before continues.
   */
  async startMissing(generations: readonly FoundGeneration[]): Promise<boolean> {
    this.#waitsForActions = !(await this.#readActions());
    if (this.#waitsForActions) return false;
    const withRetries = generations.length > 0 && (await this.#startRetries());
    for (const { number, partitions, streams } of generations) {
      for (const [partition, { created }] of streams)
        await this.#startPartition({ generation: number, partition }, created);
      if (streams.size < partitions && number === generations.at(-1)?.number) return false;
      if (number !== generations.at(-1)?.number && !(await this.#isDelivered(number, [...streams.keys()])))
        return false;
    }
    return withRetries;
  }

  /** Whether this epoch waits until operators' actions can be read. */
  get waitsForActions(): boolean {
    return this.#waitsForActions;
  }

  async #readActions(): Promise<boolean> {
    const { skippedEvents, link, projection, journal } = this.#context;
    try {
      await skippedEvents.catchUp();
      return true;
    } catch (error) {
      if (this.size > 0) return true;
      const { begunAt, done, total } = await readFill(link, projection.name, this.epochId);
      if (begunAt !== undefined && done >= total) return true;
      if (!this.#waitsForActions) journal.failed('reading operator actions before filling the store', error);
      return false;
    }
  }

  async #startPartition(at: Pick<Position, 'generation' | 'partition'>, created: string): Promise<void> {
    const { link, projection, limits } = this.#context;
    const stream = eventStream(at.generation, at.partition);
    if (!this.#isMissing(stream)) return;
    const of = { projection: projection.name, epochId: this.epochId };
    const wasMissing = await ensureConsumer(link, stream, of, limits);
    if (wasMissing && this.size === 0) this.#reportBegun();
    this.#run(stream, runPartition(this.#context, stream, at, created));
  }

  /** Whether the retries run. If they can't, as while their stream is missing, new events are applied all the same. */
  async #startRetries(): Promise<boolean> {
    const { link, consumer, limits, journal } = this.#context;
    if (!this.#isMissing(RETRIES)) return true;
    try {
      await ensureRetryConsumer(link, consumer, limits);
    } catch (error) {
      journal.failed('starting the retries', error);
      return false;
    }
    this.#run(RETRIES, runRetries(this.#context));
    return true;
  }

  /**
   * Its first consumer was created: the log is applied from the first event on. Workers that begin at the same time report
   * it once.
   */
  #reportBegun(): void {
    const { changes, projection, worker } = this.#context;
    const { epochId } = this;
    changes.report(
      { kind: 'epoch-begun', projection: projection.name, epochId, process: worker },
      { id: `epoch-begun:${projection.name}:${epochId}` },
    );
  }

  #isMissing(stream: string): boolean {
    return !this.#running.has(stream) && !this.#context.stopping.aborted;
  }

  #run(stream: string, work: Promise<void>): void {
    const { journal } = this.#context;
    const run = work
      .catch((error) => journal.failed(`the work on ${stream}`, error))
      .finally(() => this.#running.delete(stream));
    this.#running.set(stream, run);
  }

  async #isDelivered(generation: number, partitions: number[]): Promise<boolean> {
    const { link, consumer } = this.#context;
    const progress = await Promise.all(
      partitions.map((partition) => consumerProgress(link, eventStream(generation, partition), consumer)),
    );
    return progress.every((at) => at?.pending === 0);
  }
}
