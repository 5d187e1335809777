import type { LoggedEvent } from '../../contracts/event.ts';
import type { HistoryChange, HistoryStore } from '../../contracts/ports/history-store.ts';
import { failureClassOf } from '../../contracts/ports/store-failure.ts';
import type { Verification } from '../../contracts/verification.ts';
import { changeOfEvent, effectOf } from './change-of-event.ts';

/**
 * Reads from the history whether this event is applied. An event that the history cannot take is absent. Throws StoreFailure
 * if the history cannot be read.
 */
export async function verifyEvent(
  store: Pick<HistoryStore, 'rows'>,
  logged: LoggedEvent,
): Promise<Verification> {
  let change: HistoryChange;
  try {
    change = changeOfEvent(logged);
  } catch (error) {
    if (failureClassOf(error) === 'poison') return { state: 'absent' };
    throw error;
  }
  const rows = await store.rows(change.field.entity, change.key);
  return effectOf(logged.event.type).prove(change, rows);
}
