import type { EntryActDone, EntryActRequest } from '../../../contracts/dead-letter-acts.ts';
import type { EntryAct } from '../../../contracts/operation.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { existingEntry } from '../dead-letters/existing-entry.ts';
import { judgeEntryAct } from './judge-entry-act.ts';
import { performAct } from './perform-act.ts';
import { readAct } from './read-act.ts';
import { settleIfProven } from './settle-if-proven.ts';

/** Acts that say that the event needs nothing, or should wait: wrong for an event that the read model holds. */
const DECIDES: readonly EntryAct['kind'][] = ['held', 'discarded'];

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
      const refusal = judgeEntryAct(present, act);
      const proven =
        refusal === undefined && DECIDES.includes(act.kind)
          ? await settleIfProven(service, present)
          : undefined;
      return {
        refusal: proven ? `is ${proven.how} in the read model` : refusal,
        revision: present.revision,
      };
    },
  });
  return { act: done, deadLetter: await existingEntry(service, entry) };
}
