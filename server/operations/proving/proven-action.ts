import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import { DUPLICATE_EVENT } from '../../../contracts/duplicate-event.ts';
import { decodeLoggedEvent, UndecodableEvent } from '../../../contracts/event.ts';
import type { DeadLetterAction, DeadLetterState } from '../../../contracts/operation.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { decodePosition } from '../../../contracts/position.ts';
import type { Verification } from '../../../contracts/verification.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';

export type ProvenAction = Extract<DeadLetterAction, { kind: 'proven' }>;

/**
 * The action that a reading of the read model justifies for an unresolved dead letter; undefined for none. An operator's
 * decision ends only if the read model holds the event itself: a newer version, or a rule that would refuse the event, only
 * predicts the outcome.
 */
function actionOfProof(state: DeadLetterState, found: Verification): ProvenAction | undefined {
  const isDecided = state === 'on-hold' || state === 'discarded';
  if (state !== 'open' && !isDecided) return undefined;
  if (found.state === 'rejected' && !isDecided) return { kind: 'proven', how: 'rejected', by: null };
  if (found.state !== 'applied' || (isDecided && found.at === null)) return undefined;
  return found.supersededBy === null
    ? { kind: 'proven', how: 'applied', by: null }
    : { kind: 'proven', how: 'superseded', by: String(found.supersededBy) };
}

/** Reads the read model for an unresolved dead letter. Also undefined if the read model can't be read. */
export async function provenAction(
  projection: Pick<ReadableProjection, 'verify'>,
  deadLetter: FailedEvent,
  state: DeadLetterState,
): Promise<ProvenAction | undefined> {
  const position = decodePosition(deadLetter.position);
  // If an event is stored twice, the read model can't tell which of the two it holds.
  if (!position || deadLetter.code === DUPLICATE_EVENT) return undefined;
  try {
    const logged = decodeLoggedEvent(deadLetter.bytes, position, deadLetter.storedAt);
    return actionOfProof(state, await projection.verify(logged));
  } catch (error) {
    if (error instanceof UndecodableEvent || error instanceof StoreFailure) return undefined;
    throw error;
  }
}
