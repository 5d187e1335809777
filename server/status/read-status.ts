import type { CommandState, CommandStatus, ProjectionStatus } from '../../contracts/command-status.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import { commandOfEventType } from '../../domain/catalog.ts';
import { resourceOf } from '../../domain/command.ts';
import { projectionStatus } from './projection-status.ts';
import type { StatusService } from './status-service.ts';

/** A command is where its least finished projection is; trouble and a no come before everything. */
const ORDER: CommandState[] = [
  'dead_lettered',
  'rejected',
  'retrying',
  'replayed',
  'accepted',
  'processing',
  'applied',
];

/** The state of a command from those of its projections. */
export function overallState(states: readonly CommandState[]): CommandState {
  const worst = ORDER.find((state) => states.includes(state)) ?? 'accepted';
  // Some projections are through, others have not begun: it is on its way.
  return worst === 'accepted' && states.some((state) => state !== 'accepted') ? 'processing' : worst;
}

/** Where a command is and what became of it, for an event that was found in the log. Throws LogUnavailable. */
export async function readStatus(service: StatusService, logged: LoggedEvent): Promise<CommandStatus> {
  const { event, position, storedAt } = logged;
  const entries = await Promise.all(
    service.projections.map(
      async (projection) => [projection.name, await projectionStatus(service, projection, logged)] as const,
    ),
  );
  const projections: Record<string, ProjectionStatus> = Object.fromEntries(entries);
  const state = overallState(Object.values(projections).map((status) => status.state));
  const worst = Object.values(projections).filter((status) => status.state === state);
  const command = commandOfEventType(event.type);
  return {
    commandId: event.id,
    correlationId: event.correlationid,
    command: command?.name ?? event.type,
    eventType: event.type,
    subject: event.subject,
    actor: event.actor,
    state,
    // One that was put right does not speak for one that was not.
    reason: (worst.find(({ replacedBy }) => replacedBy === null) ?? worst[0])?.reason ?? null,
    acceptedAt: event.time,
    loggedAt: new Date(storedAt).toISOString(),
    position,
    resource: command ? resourceOf(command, event.data) : '',
    projections,
    checkedAt: new Date().toISOString(),
  };
}
