import { deadLetterIdOf } from '../../../contracts/dead-letter.ts';
import type { DeadLetterIndex, FailureRow } from '../../../contracts/ports/dead-letter-index.ts';
import type { Rescue } from './timeline.ts';

export const NO_RESCUE: Rescue = { sent: [], edited: null };

/** The outcome of an event's dead letter in one projection, and its failures, oldest first. Throws StoreFailure. */
export async function readRescue(
  index: DeadLetterIndex,
  projection: string,
  position: string,
): Promise<{ rescue: Rescue; failures: FailureRow[] }> {
  const id = deadLetterIdOf(projection, position);
  const [steps, failures] = await Promise.all([index.steps(id), index.failures(id)]);
  const rescue: Rescue = { sent: [], edited: null };
  let mayBeDiscarded = false;
  for (const { action, storedAt } of steps) {
    if (action.kind === 'sent') rescue.sent.push({ at: storedAt, replayId: action.replayId });
    if (action.kind === 'discarded') mayBeDiscarded = true;
    if (action.kind === 'edited') rescue.edited = { at: storedAt, byEventId: action.byEventId };
  }
  const deadLetter = mayBeDiscarded ? await index.deadLetter(id) : null;
  if (deadLetter?.state === 'discarded')
    rescue.discarded = {
      at: Date.parse(deadLetter.since),
      actor: deadLetter.changedBy ?? 'somebody',
      reason: deadLetter.reason,
    };
  rescue.sent.sort((a, b) => a.at - b.at);
  return { rescue, failures };
}

/** Adds the dead letters that the ledger does not record. */
export const failuresUnrecorded = (
  failures: readonly FailureRow[],
  projection: string,
  recorded: readonly { failedAt: number }[],
) =>
  failures
    .filter(({ failedAt }) => !recorded.some((each) => Math.abs(each.failedAt - Date.parse(failedAt)) <= 1))
    .map((failure) => ({
      projection,
      epochId: failure.epochId,
      process: failure.worker,
      version: failure.workerVersion,
      failureClass: failure.failureClass,
      code: failure.code,
      attempt: failure.attempts,
      replayId: failure.replayId,
      fetchedAt: Date.parse(failure.failedAt),
      failedAt: Date.parse(failure.failedAt),
      next: 'dead-letter' as const,
      retryAt: null,
    }));
