import type { Logger } from 'pino';
import type { EnsuredLog } from '../../adapters/jetstream/streams/ensure-log.ts';

/** Logs what a check of the log's streams found: drift and lost streams. */
export const reportEnsured =
  (logger: Logger) =>
  ({ generation, drift, lostStreams, lost }: EnsuredLog): void => {
    logger.info({ generation: generation.number, partitions: generation.partitions }, 'the log is ready');
    for (const { stream, how, messages, first, last } of lost)
      logger.error(
        { stream, how, messages, first, last },
        'a stream of the log was lost; see docs/storage.md',
      );
    for (const difference of drift)
      logger.warn(difference, 'a stream differs from the configuration; it was not changed');
    if (lostStreams.length > 0) {
      logger.error(
        { lostStreams, generation: generation.number },
        'streams of the log were lost; a new generation was started',
      );
    }
  };
