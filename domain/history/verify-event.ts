import type { LoggedEvent } from '../../contracts/event.ts';
import type { HistoryChange, HistoryStore } from '../../contracts/ports/history-store.ts';
import { failureClassOf } from '../../contracts/ports/store-failure.ts';
import type { Verification } from '../../contracts/verification.ts';
import { changeOfEvent } from './change-of-event.ts';
import { verifyCreated, verifyDeleted, verifyEdited, verifyJoined, verifySent } from './verify-change.ts';

type Reads = Pick<HistoryStore, 'message' | 'pendingChanges' | 'channel' | 'member'>;

/**
 * Reads the history: what became of this event. An event the history cannot take is absent from it. Throws
 * StoreFailure when the history cannot be read.
 */
export async function verifyEvent(store: Reads, logged: LoggedEvent): Promise<Verification> {
  let change: HistoryChange;
  try {
    change = changeOfEvent(logged);
  } catch (error) {
    if (failureClassOf(error) === 'poison') return { state: 'absent' };
    throw error;
  }
  const { channelId, actor } = change;
  switch (change.kind) {
    case 'channel-created':
      return verifyCreated(change, await store.channel(channelId));
    case 'channel-joined':
      return verifyJoined(change, await store.member(channelId, actor));
    case 'message-sent':
      return verifySent(change, await store.message(channelId, change.messageId));
    case 'message-edited': {
      const message = await store.message(channelId, change.messageId);
      const pending = message ? null : await store.pendingChanges(channelId, change.messageId, actor);
      return verifyEdited(change, message, pending);
    }
    case 'message-deleted': {
      const message = await store.message(channelId, change.messageId);
      const pending = message ? null : await store.pendingChanges(channelId, change.messageId, actor);
      return verifyDeleted(change, message, pending);
    }
  }
}
