import type { Delivery } from '../../../adapters/jetstream/consume/delivery.ts';
import { EVENT_HEADERS } from '../../../adapters/jetstream/records/event-headers.ts';
import type { IndexedCommand } from '../../../contracts/ports/ledger-index.ts';

/** Longer than any text of Waybill: a message of another producer must not fill the index. */
const MAX_TEXT = 256;

/** An event, by its headers. Never throws: missing headers are empty. */
export function readCommandHeaders(
  message: Pick<Delivery, 'sequence' | 'storedAt' | 'header'>,
): IndexedCommand {
  const text = (name: string) => {
    const value = message.header(name);
    return value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value;
  };
  const acceptedAt = Date.parse(message.header(EVENT_HEADERS.time));
  return {
    sequence: message.sequence,
    storedAt: message.storedAt,
    acceptedAt: Number.isNaN(acceptedAt) ? null : acceptedAt,
    id: text(EVENT_HEADERS.id),
    type: text(EVENT_HEADERS.type),
    subject: text(EVENT_HEADERS.subject),
    actor: text(EVENT_HEADERS.actor),
    correlationId: text(EVENT_HEADERS.correlationId),
    causationId: text(EVENT_HEADERS.causationId),
  };
}
