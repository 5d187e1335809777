import type { Delivery } from '../../adapters/jetstream/consume/delivery.ts';
import { readFailedEvent } from '../../adapters/jetstream/records/failed-event.ts';
import { isScheduledRetry } from '../../adapters/jetstream/records/retries.ts';
import type { FailedEvent } from '../../contracts/dead-letter.ts';
import { decodeEvent, UndecodableEvent } from '../../contracts/event.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { decodePosition, encodePosition, type Position, versionOf } from '../../contracts/position.ts';
import { checkEventData } from '../../domain/check-event-data.ts';
import type { Work } from './work.ts';

/** An event delivered from the log. */
export function readLoggedWork(
  delivery: Delivery,
  { generation, partition }: Pick<Position, 'generation' | 'partition'>,
): Work {
  const { sequence, storedAt } = delivery;
  return workOf(delivery, { generation, partition, sequence }, storedAt, undefined);
}

/** An event delivered from RETRIES, with its earlier failures. */
export function readRetryWork(delivery: Delivery): Work {
  const earlier = readFailedEvent({
    subject: delivery.subject,
    header: (name) => delivery.header(name),
    bytes: delivery.bytes,
  });
  // An operator's replay begins a new round of attempts; a scheduled retry continues its round.
  const isScheduled = isScheduledRetry(delivery);
  earlier.attemptsBefore ??= earlier.replayId !== null && !isScheduled ? earlier.attempts : 0;
  const { position, storedAt } = earlier;
  const at = decodePosition(position);
  if (!at) {
    const unreadable = new StoreFailure('poison', 'no-position', `${position} is not a position in the log.`);
    return { delivery, position, storedAt, earlier, event: undefined, unreadable };
  }
  return workOf(delivery, at, storedAt, earlier);
}

/** A delivery with its event, checked against its type's schema. */
function workOf(delivery: Delivery, at: Position, storedAt: number, earlier: FailedEvent | undefined): Work {
  const position = encodePosition(at);
  const work: Work = { delivery, position, storedAt, earlier, event: undefined, unreadable: undefined };
  try {
    const event = decodeEvent(delivery.bytes);
    const fault = checkEventData(event.type, event.data);
    if (fault) work.unreadable = new StoreFailure('poison', fault.code, fault.detail);
    else work.event = { event, position, version: versionOf(at), storedAt };
  } catch (error) {
    work.unreadable =
      error instanceof UndecodableEvent
        ? new StoreFailure('poison', 'undecodable', error.message, { cause: error })
        : error;
  }
  return work;
}
