import type { CommandRow } from '../../../contracts/ports/ledger-index.ts';
import { decodePosition, type Position } from '../../../contracts/position.ts';
import { locateCommand } from '../../status/locate-command.ts';
import type { StatusService } from '../../status/status-service.ts';
import type { TraceService } from './trace-service.ts';

export interface FoundById {
  command: CommandRow;
  /** False if the ledger's index does not reach back to it, or not yet up to it. */
  isIndexed: boolean;
}

/**
 * A command by its id, from any source; undefined if there never was one. Throws LogUnavailable, ProblemError, StoreFailure.
 */
export async function findById(
  { ledger, status }: Pick<TraceService, 'ledger' | 'status'>,
  commandId: string,
): Promise<FoundById | undefined> {
  const indexed = await ledger.commandById(commandId);
  if (indexed) return { command: indexed, isIndexed: true };
  const command = await findInLog(status, commandId);
  return command && { command, isIndexed: false };
}

/** A command by its id, straight from the log; undefined if the log has none. Throws LogUnavailable, ProblemError. */
async function findInLog(service: StatusService, commandId: string): Promise<CommandRow | undefined> {
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
