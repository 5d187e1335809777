import type { EntryActDone, EntryActRequest } from '../../../contracts/dead-letter-acts.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { existingEntry } from '../dead-letters/existing-entry.ts';
import { judgeEntryAct } from './judge-entry-act.ts';
import { performAct } from './perform-act.ts';
import { readAct } from './read-act.ts';

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
