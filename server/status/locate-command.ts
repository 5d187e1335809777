import { eventAt, findEvent, type Missing, type SearchLimits } from '../../adapters/jetstream/find-event.ts';
import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import { decodeLoggedEvent, type LoggedEvent } from '../../contracts/event.ts';
import { decodePosition } from '../../contracts/position.ts';

export type Location = { event: LoggedEvent } | { missing: Missing };

/**
 * The event of a command, read from the log. The position, when given and right, saves the search; a wrong one
 * costs nothing but that. Throws LogUnavailable.
 */
export async function locateCommand(
  link: NatsLink,
  id: string,
  positionHint: string | undefined,
  limits: SearchLimits,
): Promise<Location> {
  const hint = decodePosition(positionHint);
  const hinted = hint && (await eventAt(link, hint, id));
  const search = hinted ? { found: hinted } : await findEvent(link, id, limits);
  if (!('found' in search)) return search;
  const { position, message } = search.found;
  return { event: decodeLoggedEvent(message.bytes, position, message.storedAt) };
}
