import { isCarriedOver, messageIdOf } from '../../adapters/jetstream/records/event-headers.ts';
import type { FoundEvent, SearchLimits } from '../../adapters/jetstream/records/find-event.ts';
import { decodeLoggedEvent, type LoggedEvent } from '../../contracts/event.ts';
import { isWhereMinted } from '../../contracts/minted-partition.ts';

/** An event as the log holds it, with whether it may be a copy of an earlier one. Throws UndecodableEvent. */
export function loggedEventOf(
  { position, message }: FoundEvent,
  { duplicateWindowMs, clockSkewMs }: Pick<SearchLimits, 'duplicateWindowMs' | 'clockSkewMs'>,
): LoggedEvent {
  const logged = decodeLoggedEvent(message.bytes, position, message.storedAt);
  const { id } = logged.event;
  const isOwn =
    (messageIdOf(message) === id &&
      isWhereMinted(id, position, message.storedAt, duplicateWindowMs + clockSkewMs)) ||
    isCarriedOver(message);
  return isOwn ? logged : { ...logged, mayBeCopy: true };
}
