import { deadLetterIdOf, type FailedEvent } from '../../../contracts/dead-letter.ts';
import { decodeLoggedEvent, UndecodableEvent } from '../../../contracts/event.ts';
import type { ReplayOutcome } from '../../../contracts/operation.ts';
import { failureClassOf } from '../../../contracts/ports/store-failure.ts';
import { decodePosition } from '../../../contracts/position.ts';
import type { Verification } from '../../../contracts/verification.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';

/** What the read model says about a dead letter: an outcome, nothing yet, or that it can't be read. */
type Proof = { outcome: ReplayOutcome } | { pending: 'absent' | 'orphan' } | { down: string };

/** Reads the read model: whether the event of a dead letter has been applied meanwhile. */
export async function proveDeadLetter(
  projection: ReadableProjection,
  deadLetter: FailedEvent,
): Promise<Proof> {
  const deadLetterId = deadLetterIdOf(deadLetter.consumer, deadLetter.position);
  const position = decodePosition(deadLetter.position);
  if (!position) return { pending: 'absent' };
  let verification: Verification;
  try {
    verification = await projection.verify(
      decodeLoggedEvent(deadLetter.bytes, position, deadLetter.storedAt),
    );
  } catch (error) {
    if (error instanceof UndecodableEvent) return { pending: 'absent' };
    if (failureClassOf(error) === 'bug') throw error;
    return { down: (error as Error).message };
  }
  const at = new Date().toISOString();
  switch (verification.state) {
    case 'applied':
      return verification.supersededBy === null
        ? { outcome: { deadLetterId, outcome: 'applied', at } }
        : { outcome: { deadLetterId, outcome: 'superseded', at, by: String(verification.supersededBy) } };
    case 'rejected':
      return { outcome: { deadLetterId, outcome: 'rejected', at } };
    case 'differs': {
      const why = `The read model differs from the event: ${verification.what}. Rebuild the read model.`;
      return { outcome: { deadLetterId, outcome: 'skipped', at, why } };
    }
    default:
      return { pending: verification.state };
  }
}
