import type { FoundEvent, SearchLimits } from '../../adapters/jetstream/records/find-event.ts';
import { CARRIED_FROM } from '../../contracts/carried-from.ts';
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
    (message.header('Nats-Msg-Id') === id &&
      isWhereMinted(id, position, message.storedAt, duplicateWindowMs + clockSkewMs)) ||
    message.header(CARRIED_FROM) !== '';
  return isOwn ? logged : { ...logged, mayBeCopy: true };
}
