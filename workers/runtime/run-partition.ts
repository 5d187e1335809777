import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import { restoreConsumer } from '../../adapters/jetstream/consume/restore-consumer.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import type { Position } from '../../contracts/position.ts';
import { AckPending } from './ack-pending.ts';
import { readLoggedWork } from './read-work.ts';
import { runWork } from './run-work.ts';
import type { EpochContext } from './worker-context.ts';

/**
 * Applies one partition's events until the worker stops, or until its stream is deleted or replaced. A replacement counts
 * from 1 again, and no worker applies it. `created`: when the stream was created.
 */
export function runPartition(
  worker: EpochContext,
  stream: string,
  at: Pick<Position, 'generation' | 'partition'>,
  created: string,
): Promise<void> {
  const lost = new AbortController();
  const ackPending = new AckPending();
  const letGo = worker.ackPending.add(() => ackPending.total);
  const context = { ...worker, ackPending, stopping: AbortSignal.any([worker.stopping, lost.signal]) };
  const { link, limits, journal, consumer, epochId, projection } = context;
  return runWork(context, {
    stream,
    at,
    pull: { maxEvents: limits.batchMaxEvents, maxBytes: limits.batchMaxBytes },
    read: (delivery) => readLoggedWork(delivery, at),
    async restore(attempt) {
      // The consumer of an older epoch is gone for good, and this run is about to end.
      if (!(await context.isCurrent())) return;
      if ((await streamInfo(link, stream))?.created !== created) {
        // Events it has already delivered are still applied, however many are ack pending in other partitions.
        if (ackPending.total === 0) lost.abort();
        throw new LogUnavailable(`The stream ${stream} is lost.`);
      }
      // A consumer that is created again begins at the first event.
      await context.skippedEvents.catchUp();
      await restoreConsumer(link, stream, { projection: projection.name, epochId }, limits, attempt);
      journal.consumerRestored({ stream, consumer });
    },
  }).finally(letGo);
}
