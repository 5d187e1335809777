import type { Acceptance } from './acceptance.ts';
import { acceptanceOf, refusalOf } from './answer-append.ts';
import { awaitLog, type CommandRequest, type CommandService, prepareCommand } from './prepare-command.ts';

/**
 * Accepts a command without an idempotency key: resolves only when the log has confirmed its event. Throws ProblemError:
 * `not-accepted` if the event is certainly not stored, `outcome-unknown` if it may be.
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
    // The generation was closed meanwhile, so the event is certainly not stored: make it again for the next generation.
    const moved = service.log.generation?.number !== prepared.event.generation;
    if (moved && outcome.kind === 'refused' && performance.now() < deadline) continue;
    if (outcome.kind === 'unknown') service.ledger.unconfirmed(prepared.event.id, prepared.correlationId);
    throw refusalOf(outcome, prepared.event.id);
  }
}
