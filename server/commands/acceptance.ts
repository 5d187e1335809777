import type { AcceptedCommand } from '../../contracts/accepted-command.ts';
import { encodePosition, type Position } from '../../contracts/position.ts';

/** The content of a 202 for one accepted command. */
export interface Acceptance {
  commandId: string;
  correlationId: string;
  /** RFC 3339, UTC. */
  acceptedAt: string;
  position: Position;
  resource: string;
  /** True if an earlier request with the same key was accepted, and this is its answer. */
  repeated: boolean;
}

/** The path of a command's status, with the position as a hint that saves a search. */
export const statusPath = (commandId: string, position: string): string =>
  `/v1/commands/${commandId}?position=${position}`;

export function acceptedBody(acceptance: Acceptance): AcceptedCommand {
  const position = encodePosition(acceptance.position);
  return {
    commandId: acceptance.commandId,
    correlationId: acceptance.correlationId,
    acceptedAt: acceptance.acceptedAt,
    position,
    status: statusPath(acceptance.commandId, position),
    resource: acceptance.resource,
  };
}
