import { restoreConsumer } from '../../adapters/jetstream/restore-consumer.ts';
import type { Position } from '../../contracts/position.ts';
import { readLoggedWork } from './read-work.ts';
import { runWork } from './run-work.ts';
import type { BuildContext } from './worker-context.ts';

/** Applies one partition's events until told to stop. */
export function runPartition(
  context: BuildContext,
  stream: string,
  at: Pick<Position, 'generation' | 'partition'>,
): Promise<void> {
  const { link, limits, journal, consumer, buildId, projection } = context;
  return runWork(context, {
    stream,
    at,
    pull: { maxEvents: limits.batchMaxEvents, maxBytes: limits.batchMaxBytes },
    read: (delivery) => readLoggedWork(delivery, at),
    async restore(attempt) {
      // That of an older build is gone for good, and this run is about to end.
      if (!(await context.isCurrent())) return;
      // Made again it begins at the first event.
      await context.leftOut.catchUp();
      await restoreConsumer(link, stream, { projection: projection.name, buildId }, limits, attempt);
      journal.consumerRestored({ stream, consumer });
    },
  });
}
