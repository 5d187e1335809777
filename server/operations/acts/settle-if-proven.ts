import { findDeadLetter } from '../../../adapters/jetstream/records/dead-letters.ts';
import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import { within } from '../../../contracts/within.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { type ProvenAct, provenAct } from '../proving/proven-act.ts';
import { PIPELINE } from '../replays/replay-job.ts';
import { performAct } from './perform-act.ts';

/** A read model that hangs keeps nobody from deciding: the prover reads it again later. */
const PATIENCE_MS = 1_000;

/**
 * Resolves an entry whose event the read model holds: there is nothing left to decide. Returns the act.
 * Throws ProblemError, LogUnavailable, StoreFailure.
 */
export async function settleIfProven(
  service: DeadLetterService,
  present: DeadLetterSummary,
): Promise<ProvenAct | undefined> {
  const projection = service.status.projections.find(({ name }) => name === present.consumer);
  if (!projection) return undefined;
  const letter = await findDeadLetter(service.link, present.consumer, present.eventName, present.position);
  if (!letter) return undefined;
  const act = await within(PATIENCE_MS, provenAct(projection, letter, present.state), undefined);
  if (!act) return undefined;
  await performAct(service, {
    target: { target: 'dead-letter', entry: present.id },
    act,
    actor: PIPELINE,
    requestId: `proven-${present.sequence}-${present.revision}`,
    reason: null,
    judge: async () => ({ refusal: undefined, revision: present.revision }),
    revision: undefined,
  });
  return act;
}
