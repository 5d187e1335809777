import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { readComplete } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';

/** How long a message may take from the stream to the index. */
const BRIEFLY_MS = 250;

/** The present dead letter. Throws ProblemError if there is none, or the index can't say so yet; LogUnavailable. */
export async function existingDeadLetter(
  { index, indexer }: Pick<DeadLetterService, 'index' | 'indexer'>,
  id: string,
): Promise<DeadLetterSummary> {
  const found =
    (await index.deadLetter(id)) ?? (await readComplete(indexer, () => index.deadLetter(id), BRIEFLY_MS));
  if (found) return found;
  throw new ProblemError('dead-letter-unknown', 'No dead letter has this id, or it has expired.');
}
