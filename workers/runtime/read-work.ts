import type { Delivery } from '../../adapters/jetstream/delivery.ts';
import { readFailedEvent } from '../../adapters/jetstream/failed-event.ts';
import { decodeLoggedEvent, UndecodableEvent } from '../../contracts/event.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { decodePosition, encodePosition, type Position } from '../../contracts/position.ts';
import { checkEventData } from '../../domain/check-event-data.ts';
import type { Work } from './work.ts';

/** An event handed out from the log. */
export function readLoggedWork(delivery: Delivery, at: Pick<Position, 'generation' | 'partition'>): Work {
  const position = { ...at, sequence: delivery.sequence };
  const { storedAt } = delivery;
  return {
    ...readEvent(delivery, position, storedAt),
    position: encodePosition(position),
    storedAt,
    delivery,
    earlier: undefined,
  };
}

/** An event handed out from RETRIES: itself, with how it failed. */
export function readRetryWork(delivery: Delivery): Work {
  const earlier = readFailedEvent({
    subject: delivery.subject,
    header: (name) => delivery.header(name),
    bytes: delivery.bytes,
  });
  // What an operator sent begins another round of attempts; what the schedule sent goes on with the one it is in.
  const isScheduled = delivery.header('Nats-Scheduler') !== '';
  earlier.attemptsBefore ??= earlier.replayId !== null && !isScheduled ? earlier.attempts : 0;
  const { position, storedAt } = earlier;
  const at = decodePosition(position);
  if (!at) {
    const unreadable = new StoreFailure('poison', 'no-position', `${position} is no position of the log.`);
    return { delivery, position, storedAt, earlier, event: undefined, unreadable };
  }
  return { ...readEvent(delivery, at, storedAt), position, storedAt, delivery, earlier };
}

/** The event of a delivery, checked by its type's schema. */
function readEvent(
  delivery: Delivery,
  position: Position,
  storedAt: number,
): Pick<Work, 'event' | 'unreadable'> {
  try {
    const event = decodeLoggedEvent(delivery.bytes, position, storedAt);
    const fault = checkEventData(event.event.type, event.event.data);
    if (fault) throw new StoreFailure('poison', fault.code, fault.detail);
    return { event, unreadable: undefined };
  } catch (error) {
    const unreadable =
      error instanceof UndecodableEvent
        ? new StoreFailure('poison', 'undecodable', error.message, { cause: error })
        : error;
    return { event: undefined, unreadable };
  }
}
