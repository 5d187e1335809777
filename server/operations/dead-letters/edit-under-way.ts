import { readCommandId } from '../../../contracts/command-id.ts';
import type { EntryStep } from '../../../contracts/dead-letter-steps.ts';
import type { DeadLetterDetail } from '../../../contracts/dead-letters.ts';

/** The edit of an entry that has no outcome yet, and until when its event can still reach the log. */
export function editUnderWay(
  steps: readonly EntryStep[],
  { duplicateWindowMs, clockSkewMs }: { duplicateWindowMs: number; clockSkewMs: number },
): DeadLetterDetail['editUnderWay'] {
  const last = steps.findLast(({ act }) => ['edit-begun', 'edited', 'edit-failed'].includes(act.kind));
  if (last?.act.kind !== 'edit-begun') return null;
  const { id } = last.act.event;
  const mintedAt = readCommandId(id)?.mintedAt ?? Date.parse(last.at);
  const publishedBy = new Date(mintedAt + duplicateWindowMs + clockSkewMs).toISOString();
  return { eventId: id, actor: last.actor, at: last.at, publishedBy };
}
