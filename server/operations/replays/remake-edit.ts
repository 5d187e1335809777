import { StreamMissing } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { findEvent } from '../../../adapters/jetstream/records/find-event.ts';
import { appendDeadLetterAction } from './append-dead-letter-action.ts';
import type { PendingEdit } from './dead-letter-actions.ts';
import { remakeEditedEvent } from './make-edited-event.ts';
import type { ReplayService } from './replay-service.ts';

/**
 * Makes a pending edit again for the log's present generation, if its own was closed before it took the event: no publish
 * reaches a closed generation, so it will never hold that event. The request keeps its id. Resolves to the present edit;
 * undefined if nothing has to be made again. Throws LogUnavailable.
 */
export async function remakeEdit(
  service: ReplayService,
  edit: PendingEdit,
): Promise<PendingEdit | undefined> {
  const { deadLetterId, actor, requestId, reason } = edit;
  const generation = await service.log.latestGeneration();
  if (!generation || generation.number <= edit.generation) return undefined;
  if (await isStored(service, edit)) return undefined;
  const remade = remakeEditedEvent(edit.event, generation);
  if (!remade) return undefined;
  const action = { kind: 'edit-begun' as const, ...remade, remakes: edit.event.id };
  await appendDeadLetterAction(service, deadLetterId, action, { actor, requestId, reason });
  return service.replays.deadLetterActions.pendingEdit(deadLetterId);
}

async function isStored(service: ReplayService, { event }: PendingEdit): Promise<boolean> {
  try {
    return 'found' in (await findEvent(service.link, event.id, service.search));
  } catch (error) {
    // The stream was deleted: it does not hold the event, and no publish can reach it.
    if (error instanceof StreamMissing) return false;
    throw error;
  }
}
