import { findDeadLetter } from '../../../adapters/jetstream/records/dead-letters.ts';
import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import { within } from '../../../contracts/timing/within.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { type ProvenAction, provenAction } from '../proving/proven-action.ts';
import { PIPELINE } from '../replays/replay-job.ts';
import { performAction } from './perform-action.ts';

/** A slow read model must not block a decision: the prover reads it again later. */
const PATIENCE_MS = 1_000;

/**
 * Resolves a dead letter whose event the read model holds: no decision is left to take. Returns the action. Throws
 * ProblemError, LogUnavailable, StoreFailure.
 */
export async function settleIfProven(
  service: DeadLetterService,
  present: DeadLetterSummary,
): Promise<ProvenAction | undefined> {
  const projection = service.status.projections.find(({ name }) => name === present.consumer);
  if (!projection) return undefined;
  const deadLetter = await findDeadLetter(
    service.link,
    present.consumer,
    present.eventName,
    present.position,
  );
  if (!deadLetter) return undefined;
  const action = await within(PATIENCE_MS, provenAction(projection, deadLetter, present.state), undefined);
  if (!action) return undefined;
  await performAction(service, {
    target: { target: 'dead-letter', deadLetterId: present.id },
    action,
    actor: PIPELINE,
    requestId: `proven-${present.sequence}-${present.revision}`,
    reason: null,
    judge: async () => ({ refusal: undefined, revision: present.revision }),
    revision: undefined,
  });
  return action;
}
