import type { CommandRow } from '../../../contracts/ports/ledger-index.ts';
import { decodePosition, type Position } from '../../../contracts/position.ts';
import { locateCommand } from '../../status/locate-command.ts';
import type { StatusService } from '../../status/status-service.ts';

/** A command by its id, straight from the log; undefined where the log has none. Throws LogUnavailable, ProblemError. */
export async function findInLog(service: StatusService, commandId: string): Promise<CommandRow | undefined> {
  const location = await locateCommand(service, commandId, undefined);
  if (!('event' in location)) return undefined;
  const { event, position, storedAt } = location.event;
  const acceptedAt = Date.parse(event.time);
  return {
    position: decodePosition(position) as Position,
    storedAt,
    acceptedAt: Number.isNaN(acceptedAt) ? null : acceptedAt,
    id: event.id,
    type: event.type,
    subject: event.subject,
    actor: event.actor,
    correlationId: event.correlationid,
    causationId: event.causationid ?? '',
  };
}
