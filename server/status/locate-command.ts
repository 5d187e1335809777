import {
  eventAt,
  type FoundEvent,
  findEvent,
  type Search,
  type SearchLimits,
} from '../../adapters/jetstream/records/find-event.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import type { Position } from '../../contracts/position.ts';
import { loggedEventOf } from './logged-event-of.ts';
import type { StatusService } from './status-service.ts';

/** The results of a search that found nothing. */
export type NotFound = Exclude<Search, { found: unknown }>;
type Location = Located | NotFound;

interface Located {
  event: LoggedEvent;
  /** Its JSON text as the log holds it. */
  readonly text: string;
}

/**
 * The event of a command, read from the log; its id in either case. A correct position saves the search; a wrong one only
 * costs that saving. Throws LogUnavailable, and ProblemError if too many searches run already.
 */
export async function locateCommand(
  { link, search: limits, searches }: StatusService,
  commandId: string,
  hint: Position | undefined,
): Promise<Location> {
  const id = commandId.toLowerCase();
  const hinted = hint && (await eventAt(link, hint, id));
  if (hinted) {
    const located = locatedBy(hinted, limits);
    if (!located.event.mayBeCopy) return located;
  }
  const search = await searches.run(() => findEvent(link, id, limits));
  return 'found' in search ? locatedBy(search.found, limits) : search;
}

const locatedBy = (found: FoundEvent, limits: SearchLimits): Located => ({
  event: loggedEventOf(found, limits),
  get text() {
    return Buffer.from(found.message.bytes).toString('utf8');
  },
});
