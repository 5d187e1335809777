import { findDeadLetter } from '../../../adapters/jetstream/dead-letters.ts';
import { type FoundEvent, findEvent } from '../../../adapters/jetstream/find-event.ts';
import { readCommandId } from '../../../contracts/command-id.ts';
import { decodeLoggedEvent } from '../../../contracts/event.ts';
import { decodeEventType } from '../../../contracts/event-type.ts';
import type { EntryAct } from '../../../contracts/operation.ts';
import { failureClassOf } from '../../../contracts/ports/store-failure.ts';
import { encodePosition } from '../../../contracts/position.ts';
import { appendEntryAct } from './append-entry-act.ts';
import type { PendingEdit } from './entry-acts.ts';
import { publishEdited } from './publish-edited.ts';
import { PIPELINE } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';

/** Brings edits that were begun to their end. True while there are any. Throws LogUnavailable. */
export async function settleEdits(service: ReplayService): Promise<boolean> {
  const edits = service.replays.entryActs.pendingEdits();
  for (const edit of edits) {
    const act = await settle(service, edit);
    if (!act) continue;
    const by = { actor: PIPELINE, requestId: `edit-${edit.event.id}`, reason: null };
    await appendEntryAct(service, edit.entry, act, by);
  }
  return edits.length > 0;
}

async function settle(service: ReplayService, edit: PendingEdit): Promise<EntryAct | undefined> {
  const byEventId = edit.event.id;
  const search = await findEvent(service.link, byEventId, service.search);
  if ('found' in search) return settleFound(service, edit, search.found);
  if (search.missing !== 'not-yet')
    return { kind: 'edit-failed', byEventId, why: 'The edited event never reached the log.' };
  // Within half the window a publish of the same id can't be stored twice; the other half is for those on their way.
  const age = Date.now() - (readCommandId(byEventId)?.mintedAt ?? 0);
  if (age < service.search.duplicateWindowMs / 2) await publishEdited(service, edit);
  return undefined;
}

async function settleFound(
  service: ReplayService,
  edit: PendingEdit,
  { position, message }: FoundEvent,
): Promise<EntryAct | undefined> {
  const consumer = edit.entry.slice(0, edit.entry.lastIndexOf('.'));
  const byEventId = edit.event.id;
  const byPosition = encodePosition(position);
  const projection = service.projections.get(consumer);
  if (!projection) return undefined;
  try {
    const verification = await projection.verify(
      decodeLoggedEvent(message.bytes, position, message.storedAt),
    );
    if (verification.state === 'applied') return { kind: 'edited', byEventId, byPosition };
    if (verification.state === 'rejected')
      return {
        kind: 'edit-failed',
        byEventId,
        why: `${verification.reason.code}: ${verification.reason.detail}`,
      };
  } catch (error) {
    if (failureClassOf(error) === 'bug') throw error;
    return undefined;
  }
  const eventName = decodeEventType(edit.event.type)?.name ?? '';
  const letter = await findDeadLetter(service.link, consumer, eventName, byPosition);
  if (!letter) return undefined;
  return {
    kind: 'edit-failed',
    byEventId,
    why: `The edited event failed too (${letter.code}): ${consumer}.${byPosition}.`,
  };
}
