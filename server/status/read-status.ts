import type { CommandState, CommandStatus, ProjectionStatus } from '../../contracts/command-status.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import { commandOfEventType } from '../../domain/catalog.ts';
import { resourceOf } from '../../domain/command.ts';
import { askedProjections } from './asked-projections.ts';
import { projectionStatus } from './projection-status.ts';
import type { ReadableProjection } from './readable-projection.ts';
import type { StatusService } from './status-service.ts';

/** A command has the state of its least advanced projection; failures and rejections come first. */
const ORDER: CommandState[] = [
  'dead_lettered',
  'rejected',
  'retrying',
  'replayed',
  'accepted',
  'processing',
  'applied',
];

/** The projections that decide the state of a command: the primary ones, if any of them takes its event. */
export function decidingProjections<Candidate extends { primary: boolean }>(
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const primary = candidates.filter((projection) => projection.primary);
  return primary.length > 0 ? primary : candidates;
}

/** The names of the deciding projections, of all that exist. */
export const decidingNames = ({ projections }: Pick<StatusService, 'projections'>): string[] =>
  decidingProjections(projections).map(({ name }) => name);

/** A command's state from its states in the deciding projections; an event that none of them takes counts as applied. */
export function overallState(states: readonly CommandState[]): CommandState {
  if (states.length === 0) return 'applied';
  const worst = ORDER.find((state) => states.includes(state)) ?? 'accepted';
  // Some projections are done and others have not begun.
  return worst === 'accepted' && states.some((state) => state !== 'accepted') ? 'processing' : worst;
}

/**
 * The status of a command whose event was found in the log, in these projections; by default in all that take the event. Throws
 * LogUnavailable.
 */
export async function readStatus(
  service: StatusService,
  logged: LoggedEvent,
  candidates: readonly ReadableProjection[] = askedProjections(service, logged.event.type),
): Promise<CommandStatus> {
  const { event, position, storedAt } = logged;
  const entries = await Promise.all(
    candidates.map(
      async (projection) => [projection.name, await projectionStatus(service, projection, logged)] as const,
    ),
  );
  const projections: Record<string, ProjectionStatus> = Object.fromEntries(entries);
  const deciding = decidingProjections(candidates).map(({ name }) => projections[name] as ProjectionStatus);
  const state = overallState(deciding.map((status) => status.state));
  const worst = deciding.filter((status) => status.state === state);
  const command = commandOfEventType(event.type);
  return {
    commandId: event.id,
    correlationId: event.correlationid,
    command: command?.name ?? event.type,
    eventType: event.type,
    subject: event.subject,
    actor: event.actor,
    state,
    complete: entries.every(([, status]) => status.state === 'applied' || status.state === 'rejected'),
    // A resolved dead letter's reason does not explain one that is not resolved.
    reason: (worst.find(({ replacedBy }) => replacedBy === null) ?? worst[0])?.reason ?? null,
    acceptedAt: event.time,
    loggedAt: new Date(storedAt).toISOString(),
    position,
    resource: command ? resourceOf(command, event.data) : '',
    projections,
    checkedAt: new Date().toISOString(),
  };
}
