import type { EntryActDone, EntryActRequest } from '../../../contracts/dead-letter-acts.ts';
import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { judgeEntryAct } from './judge-entry-act.ts';
import { performAct } from './perform-act.ts';
import { readAct } from './read-act.ts';

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

/** Does one act on one entry; the answer shows the entry after it. Throws ProblemError, LogUnavailable, StoreFailure. */
export async function actOnEntry(
  service: DeadLetterService,
  entry: string,
  request: EntryActRequest,
  actor: string,
): Promise<EntryActDone> {
  const act = readAct(request);
  const done = await performAct(service, {
    target: { target: 'dead-letter', entry },
    act,
    actor,
    requestId: request.requestId,
    reason: request.reason ?? null,
    revision: request.revision,
    async judge() {
      const present = await existingEntry(service, entry);
      return { refusal: judgeEntryAct(present, act), revision: present.revision };
    },
  });
  return { act: done, deadLetter: await existingEntry(service, entry) };
}
