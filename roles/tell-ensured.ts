import type { Logger } from 'pino';
import type { EnsuredGeneration } from '../adapters/jetstream/ensure-generation.ts';

/** Tells what was found when the log's streams were looked at: drift, and streams that were lost. */
export const tellEnsured =
  (logger: Logger) =>
  ({ generation, drift, lostStreams }: EnsuredGeneration): void => {
    logger.info({ generation: generation.number, partitions: generation.partitions }, 'the log is ready');
    for (const difference of drift)
      logger.warn(difference, 'a stream differs from the configuration; left as it is');
    if (lostStreams.length > 0) {
      logger.error(
        { lostStreams, generation: generation.number },
        'streams of the log were lost; a new generation was begun',
      );
    }
  };
