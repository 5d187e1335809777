import { readCommandId } from '../../../contracts/command-id.ts';
import type { DeadLetterDetail } from '../../../contracts/dead-letter-detail.ts';
import type { DeadLetterStep } from '../../../contracts/dead-letter-steps.ts';

/** The edit of a dead letter that has no outcome yet, and until when its event can still reach the log. */
export function editUnderWay(
  steps: readonly DeadLetterStep[],
  { duplicateWindowMs, clockSkewMs }: { duplicateWindowMs: number; clockSkewMs: number },
): DeadLetterDetail['editUnderWay'] {
  const last = steps.findLast(({ action }) => ['edit-begun', 'edited', 'edit-failed'].includes(action.kind));
  if (last?.action.kind !== 'edit-begun') return null;
  const { id } = last.action.event;
  const mintedAt = readCommandId(id)?.mintedAt ?? Date.parse(last.at);
  const publishedBy = new Date(mintedAt + duplicateWindowMs + clockSkewMs).toISOString();
  return { eventId: id, actor: last.actor, at: last.at, publishedBy };
}
