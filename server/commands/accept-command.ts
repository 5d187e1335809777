import type { Acceptance } from './acceptance.ts';
import { acceptanceOf, refusalOf } from './answer-append.ts';
import { awaitLog, type CommandRequest, type CommandService, prepareCommand } from './prepare-command.ts';

/**
 * Accepts a command without an idempotency key: resolves only when the log confirmed its event. Throws ProblemError:
 * `not-accepted` when it is known not to be stored, `outcome-unknown` when it may be.
 */
export async function acceptCommand(service: CommandService, request: CommandRequest): Promise<Acceptance> {
  const deadline = performance.now() + service.acceptDeadlineMs;
  await awaitLog(service);
  for (;;) {
    const prepared = prepareCommand(service, request);
    const outcome = await service.log.append(prepared.event, deadline, request.trace);
    if (outcome.kind === 'stored') {
      service.ledger.accepted(outcome.position, prepared.acceptedAtMs);
      return acceptanceOf(prepared, outcome);
    }
    // The generation was closed under this command: known not to be stored, so it is made anew for the next one.
    const moved = service.log.generation?.number !== prepared.event.generation;
    if (moved && outcome.kind === 'refused' && performance.now() < deadline) continue;
    if (outcome.kind === 'unknown') service.ledger.unconfirmed(prepared.event.id, prepared.correlationId);
    throw refusalOf(outcome, prepared.event.id);
  }
}
