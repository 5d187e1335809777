import type { Delivery } from '../../adapters/jetstream/delivery.ts';
import { decodeLoggedEvent, type LoggedEvent, UndecodableEvent } from '../../contracts/event.ts';
import { decodeEventType } from '../../contracts/event-type.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import type { Position } from '../../contracts/position.ts';
import { checkEventData } from '../../domain/check-event-data.ts';

/** The event of a delivery, checked by its type's schema. Throws StoreFailure of class poison. */
export function readEvent(delivery: Delivery, position: Position): LoggedEvent {
  try {
    const logged = decodeLoggedEvent(delivery.bytes, position, delivery.storedAt);
    const fault = checkEventData(logged.event.type, logged.event.data);
    if (fault) throw new StoreFailure('poison', fault.code, fault.detail);
    return logged;
  } catch (error) {
    if (error instanceof UndecodableEvent) {
      throw new StoreFailure('poison', 'undecodable', error.message, { cause: error });
    }
    throw error;
  }
}

/** The event type as a subject's token, for a dead letter: also for bytes that tell none. */
export function eventNameOf(delivery: Delivery): string {
  const type = decodeEventType(delivery.header('ce-type'));
  return (
    type?.name ??
    (/^[A-Za-z0-9_-]{1,64}$/.exec(delivery.subject.split('.').at(-1) ?? '')?.[0] || 'undecodable')
  );
}
