import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { DeadLetterService } from './dead-letter-service.ts';

/** The entry as it stands. Throws ProblemError where there is none. */
export async function existingEntry(
  { index, follower }: Pick<DeadLetterService, 'index' | 'follower'>,
  id: string,
): Promise<DeadLetterSummary> {
  const entry = await index.entry(id);
  if (entry) return entry;
  const { caughtUp } = follower.currency();
  if (caughtUp)
    throw new ProblemError('dead-letter-unknown', 'No dead letter has this id, or it has expired.');
  throw new ProblemError('unavailable', 'The index of dead letters is being built. Try again in a second.', {
    headers: { 'retry-after': '1' },
  });
}
