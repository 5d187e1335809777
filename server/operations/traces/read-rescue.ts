import { deadLetterId } from '../../../contracts/dead-letter.ts';
import type { DeadLetterIndex, FailureRow } from '../../../contracts/ports/dead-letter-index.ts';
import type { Rescue } from './way.ts';

export const NO_RESCUE: Rescue = { sent: [], edited: null };

/** What became of an event's dead letter in one projection, and its failures, the oldest first. Throws StoreFailure. */
export async function readRescue(
  index: DeadLetterIndex,
  projection: string,
  position: string,
): Promise<{ rescue: Rescue; failures: FailureRow[] }> {
  const id = deadLetterId(projection, position);
  const [steps, failures] = await Promise.all([index.steps(id), index.failures(id)]);
  const rescue: Rescue = { sent: [], edited: null };
  let mayBeDiscarded = false;
  for (const { act, storedAt } of steps) {
    if (act.kind === 'sent') rescue.sent.push({ at: storedAt, replayId: act.replayId });
    if (act.kind === 'discarded') mayBeDiscarded = true;
    if (act.kind === 'edited') rescue.edited = { at: storedAt, byEventId: act.byEventId };
  }
  const entry = mayBeDiscarded ? await index.entry(id) : null;
  if (entry?.state === 'discarded')
    rescue.discarded = {
      at: Date.parse(entry.since),
      actor: entry.changedBy ?? 'somebody',
      reason: entry.reason,
    };
  rescue.sent.sort((a, b) => a.at - b.at);
  return { rescue, failures };
}

/** Dead letters that the ledger does not tell of, as if it did. */
export const failuresUntold = (
  failures: readonly FailureRow[],
  projection: string,
  told: readonly { failedAt: number }[],
) =>
  failures
    .filter(({ failedAt }) => !told.some((each) => Math.abs(each.failedAt - Date.parse(failedAt)) <= 1))
    .map((failure) => ({
      projection,
      buildId: failure.buildId,
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
