import { eventAt, findEvent, type Search } from '../../adapters/jetstream/records/find-event.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import type { Position } from '../../contracts/position.ts';
import { loggedEventOf } from './logged-event-of.ts';
import type { StatusService } from './status-service.ts';

/** The results of a search that found nothing. */
export type NotFound = Exclude<Search, { found: unknown }>;
export type Location = { event: LoggedEvent } | NotFound;

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
    const event = loggedEventOf(hinted, limits);
    if (!event.mayBeCopy) return { event };
  }
  const search = await searches.run(() => findEvent(link, id, limits));
  return 'found' in search ? { event: loggedEventOf(search.found, limits) } : search;
}
