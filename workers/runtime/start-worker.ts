import { setTimeout as delay } from 'node:timers/promises';
import { consumerProgress } from '../../adapters/jetstream/consumer-progress.ts';
import { ensureConsumer } from '../../adapters/jetstream/ensure-consumer.ts';
import { listGenerations } from '../../adapters/jetstream/list-generations.ts';
import { eventStream } from '../../adapters/jetstream/stream-layout.ts';
import { Circuit } from './circuit.ts';
import { runPartition, type WorkerContext } from './run-partition.ts';

const LOOK_FOR_STREAMS_MS = 5_000;
const LOOK_AGAIN_MS = 250;

export interface Worker {
  /** What stands between this worker and its work; empty when it can work. */
  obstacles(): string[];
  /** Finishes the batches that were begun, gives back the rest. */
  stop(): Promise<void>;
}

/**
 * Starts applying every partition of every generation there is, and of those that come. Returns at once: the log
 * and the store may both be down, and work begins when they are there.
 */
export function startWorker(options: Omit<WorkerContext, 'circuit' | 'stopping'>): Worker {
  const { link, projection, journal, limits } = options;
  const ending = new AbortController();
  const circuit = new Circuit({
    firstBackoffMs: limits.circuitFirstBackoffMs,
    lastBackoffMs: limits.circuitLastBackoffMs,
    probe: () => projection.probe(),
    onChange: (state, why) => journal.circuit({ state, why }),
  });
  const context: WorkerContext = { ...options, circuit, stopping: ending.signal };
  const running = new Map<string, Promise<void>>();

  const startPartition = async (generation: number, partition: number): Promise<void> => {
    const stream = eventStream(generation, partition);
    if (running.has(stream) || ending.signal.aborted) return;
    await ensureConsumer(link, stream, projection.name, limits);
    const run = runPartition(context, stream, { generation, partition })
      .catch((error) => journal.failed(`partition ${stream}`, error))
      .finally(() => running.delete(stream));
    running.set(stream, run);
  };

  /**
   * Whether every partition of every generation runs. A log that is just being made has some of them only; and a
   * generation waits until the one before it was handed out whole, so that events are applied in the order of the
   * log across generations too, and what was told to be applied stays so.
   */
  const startMissing = async (): Promise<boolean> => {
    if (!(await link.whenUp(LOOK_FOR_STREAMS_MS))) return false;
    const generations = await listGenerations(link);
    for (const { number, partitions, streams } of generations) {
      for (const partition of streams.keys()) await startPartition(number, partition);
      if (streams.size < partitions && number === generations.at(-1)?.number) return false;
      if (number !== generations.at(-1)?.number && !(await isHandedOut(number, [...streams.keys()])))
        return false;
    }
    return generations.length > 0;
  };

  const isHandedOut = async (generation: number, partitions: number[]): Promise<boolean> => {
    const progress = await Promise.all(
      partitions.map((partition) =>
        consumerProgress(link, eventStream(generation, partition), projection.name),
      ),
    );
    return progress.every((at) => at?.pending === 0);
  };

  const look = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const complete = await startMissing().catch((error: unknown) => {
        journal.failed('looking for the streams of the log', error);
        return false;
      });
      const wait = complete ? LOOK_FOR_STREAMS_MS : LOOK_AGAIN_MS;
      await delay(wait, undefined, { signal: ending.signal }).catch(() => {});
    }
  };
  const looking = look();

  return {
    obstacles() {
      const obstacles: string[] = [];
      if (!link.isUp) obstacles.push('NATS cannot be reached');
      if (circuit.state !== 'closed') obstacles.push(`the store of ${projection.name} cannot be used`);
      if (running.size === 0) obstacles.push('no partition of the log was found');
      return obstacles;
    },
    async stop() {
      ending.abort();
      circuit.end();
      await looking;
      await Promise.all(running.values());
    },
  };
}
