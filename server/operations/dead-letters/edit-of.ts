import type { DeadLetterDetail } from '../../../contracts/dead-letter-detail.ts';
import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import { eventIn } from './read-payload.ts';

/**
 * For a dead letter whose event was an edit of another one: the original, and who edited it when. Its causation id
 * names the original command, and the action that began the edit holds the event. Null for any other, or if the
 * original has expired. Throws StoreFailure.
 */
export async function editOf(
  index: Pick<DeadLetterIndex, 'list' | 'actions'>,
  { id, consumer, eventId }: Pick<DeadLetterSummary, 'id' | 'consumer' | 'eventId'>,
  bytes: Uint8Array,
): Promise<DeadLetterDetail['editOf']> {
  const cause = eventIn(bytes)?.causationid;
  if (!cause || eventId === null) return null;
  const { deadLetters } = await index.list({ consumer, eventId: cause }, { limit: 1, order: 'newest' });
  const original = deadLetters[0];
  if (!original || original.id === id) return null;
  const { actions } = await index.actions(
    { deadLetterId: original.id, kinds: ['edit-begun'] },
    { limit: MAX_EDITS },
  );
  const begun = actions.find(
    ({ details }) => (details.event as { id?: unknown } | undefined)?.id === eventId,
  );
  if (!begun) return null;
  return { id: original.id, state: original.state, actor: begun.actor, at: begun.at };
}

const MAX_EDITS = 100;
