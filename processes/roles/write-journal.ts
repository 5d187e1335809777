import type { Logger } from 'pino';
import type { Journal } from '../../workers/runtime/journal.ts';

/** Writes a worker's journal as log lines. Normal work is logged at debug level, since it is as frequent as traffic. */
export const writeJournal = (logger: Logger): Journal => ({
  applied: (batch) => logger.debug(batch, 'applied'),
  retrying: ({ error, ...batch }) => logger.warn({ ...batch, err: error }, 'not applied yet; retrying'),
  retryScheduled: (event) => logger.warn(event, 'not applied; retry scheduled'),
  brake: ({ state, deadLettered }) => {
    if (state === 'off')
      logger.info({ brake: state }, 'most events can be applied again; dead-lettering resumed');
    else
      logger.error(
        { brake: state, deadLettered },
        'most events are failing: dead-lettering is limited or paused. Check the worker’s version and the store',
      );
  },
  deadLettered: (event) => logger.error(event, 'cannot be applied; moved to the dead letters'),
  skipped: (event) => logger.info(event, 'not applied: operators discarded, paused or replaced this event'),
  leftInPlace: (event) =>
    logger.error(
      event,
      'a failed event could not be moved to the retries or the dead letters; the log delivers it again',
    ),
  epoch: (epoch) => logger.info(epoch, 'filling the store from the log in this epoch'),
  circuit: ({ state, why, ...line }) => {
    if (state === 'open')
      logger.warn(
        { circuit: state, ...line, err: why },
        'the store is unavailable; waiting until it recovers',
      );
    else
      logger.info({ circuit: state, ...line }, state === 'closed' ? 'the store is back' : 'trying the store');
  },
  consumerRestored: (consumer) =>
    logger.warn(consumer, 'checked the consumer and created it if it was missing'),
  failed: (what, error) => logger.error({ err: error }, `${what} failed; retrying`),
});
