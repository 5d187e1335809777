import { StreamMissing } from '../../adapters/jetstream/connection/log-unavailable.ts';
import type { ProjectionStatus } from '../../contracts/command-status.ts';
import { type LoggedEvent, UndecodableEvent } from '../../contracts/event.ts';
import { canCreate } from '../../domain/can-create.ts';
import { locateCommand, type NotFound } from './locate-command.ts';
import type { StatusService } from './status-service.ts';

/** A dead letter whose edit failed can be edited again. The search follows this many edits in a row. */
const MAX_EDITS = 8;

/** What the log says about the event that would create the thing that a change waits for. */
export type Awaited =
  /** The log holds the event: its status in the projection. */
  | { kind: 'found'; commandId: string; status: ProjectionStatus }
  /** The log holds another event under this id, which never creates it. */
  | { kind: 'something-else' }
  | { kind: 'missing'; search: NotFound }
  | { kind: 'log-part-missing' };

/**
 * Looks for the event that creates the thing that `change` changes. Where operators edited it, the edited command counts.
 * Throws LogUnavailable.
 */
export async function findAwaited(
  service: StatusService,
  change: LoggedEvent,
  of: string,
  statusOf: (event: LoggedEvent) => Promise<ProjectionStatus>,
): Promise<Awaited> {
  let id = of;
  for (let edits = 0; ; edits += 1) {
    const located = await locate(service, id);
    if ('kind' in located) return located;
    if (!canCreate(located.event.event, change.event, of)) return { kind: 'something-else' };
    const status = await statusOf(located.event);
    if (status.replacedBy === null || edits >= MAX_EDITS) return { kind: 'found', commandId: id, status };
    id = status.replacedBy;
  }
}

async function locate(service: StatusService, id: string): Promise<{ event: LoggedEvent } | Awaited> {
  try {
    const location = await locateCommand(service, id, undefined);
    return 'event' in location ? location : { kind: 'missing', search: location };
  } catch (error) {
    if (error instanceof UndecodableEvent) return { kind: 'something-else' };
    if (error instanceof StreamMissing) return { kind: 'log-part-missing' };
    throw error;
  }
}
