import { consumerProgress } from '../../adapters/jetstream/consumer-progress.ts';
import { ensureConsumer } from '../../adapters/jetstream/ensure-consumer.ts';
import { listGenerations } from '../../adapters/jetstream/list-generations.ts';
import { projectionConsumer } from '../../adapters/jetstream/projection-consumer.ts';
import { eventStream } from '../../adapters/jetstream/stream-layout.ts';
import { runPartition, type WorkerContext } from './run-partition.ts';

/** The work on one filling of a projection's store: its partitions, each with a consumer of this build. */
export class BuildRun {
  readonly buildId: string;
  readonly #context: WorkerContext;
  readonly #ending = new AbortController();
  readonly #running = new Map<string, Promise<void>>();

  constructor(context: WorkerContext, buildId: string) {
    this.buildId = buildId;
    this.#context = { ...context, stopping: AbortSignal.any([context.stopping, this.#ending.signal]) };
  }

  /** How many partitions are being worked on. */
  get size(): number {
    return this.#running.size;
  }

  /** Finishes the batches that were begun, gives back the rest. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running.values());
  }

  /**
   * Whether every partition of every generation runs now. A log that is just being made has some of them only; and a
   * generation waits until the one before it was handed out whole, so that events are applied in the order of the
   * log across generations too, and what was told to be applied stays so. Throws LogUnavailable.
   */
  async startMissing(): Promise<boolean> {
    const generations = await listGenerations(this.#context.link);
    for (const { number, partitions, streams } of generations) {
      for (const partition of streams.keys()) await this.#startPartition(number, partition);
      if (streams.size < partitions && number === generations.at(-1)?.number) return false;
      if (number !== generations.at(-1)?.number && !(await this.#isHandedOut(number, [...streams.keys()])))
        return false;
    }
    return generations.length > 0;
  }

  async #startPartition(generation: number, partition: number): Promise<void> {
    const { link, projection, journal, limits, stopping } = this.#context;
    const stream = eventStream(generation, partition);
    if (this.#running.has(stream) || stopping.aborted) return;
    const { buildId } = this;
    await ensureConsumer(link, stream, { projection: projection.name, buildId }, limits);
    const build = { buildId, isCurrent: async () => (await projection.buildId()) === buildId };
    const run = runPartition(this.#context, build, stream, { generation, partition })
      .catch((error) => journal.failed(`partition ${stream}`, error))
      .finally(() => this.#running.delete(stream));
    this.#running.set(stream, run);
  }

  async #isHandedOut(generation: number, partitions: number[]): Promise<boolean> {
    const { link, projection } = this.#context;
    const consumer = projectionConsumer(projection.name, this.buildId);
    const progress = await Promise.all(
      partitions.map((partition) => consumerProgress(link, eventStream(generation, partition), consumer)),
    );
    return progress.every((at) => at?.pending === 0);
  }
}
