import type { Logger } from 'pino';
import type { Journal } from '../../workers/runtime/journal.ts';

/** A worker's journal as log lines. Work as usual is told at debug level: it is as frequent as traffic. */
export const writeJournal = (logger: Logger): Journal => ({
  applied: (batch) => logger.debug(batch, 'applied'),
  retrying: ({ error, ...batch }) => logger.warn({ ...batch, err: error }, 'not applied yet, trying again'),
  retryScheduled: (event) => logger.warn(event, 'not applied; it is tried again at a time'),
  brake: ({ state, deadLettered }) => {
    if (state === 'off') logger.info({ brake: state }, 'events can be applied again; the brake is off');
    else
      logger.error(
        { brake: state, deadLettered },
        'most events cannot be applied: dead letters are held back; look at the worker’s version and the store',
      );
  },
  deadLettered: (event) => logger.error(event, 'cannot be applied: moved to the dead letters'),
  leftOut: (event) => logger.info(event, 'not applied: operators discarded, held or replaced this event'),
  leftInPlace: (event) =>
    logger.error(event, 'an event could not be moved out of the way; it stays where it is and comes again'),
  building: (epoch) => logger.info(epoch, 'applying the log to this build of the store'),
  circuit: ({ state, why, ...line }) => {
    if (state === 'open')
      logger.warn({ circuit: state, ...line, err: why }, 'the store cannot be used; waiting for it');
    else
      logger.info({ circuit: state, ...line }, state === 'closed' ? 'the store is back' : 'trying the store');
  },
  consumerRestored: (consumer) =>
    logger.warn(consumer, 'the consumer was looked after: created if it was missing'),
  failed: (what, error) => logger.error({ err: error }, `${what} failed; trying again`),
});
