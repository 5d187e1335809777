import type { HistoryChange, HistoryStore } from '../../contracts/ports/history-store.ts';
import { changeOfEvent } from '../../domain/history/change-of-event.ts';
import { verifyEvent } from '../../domain/history/verify-event.ts';
import { defineProjection } from '../runtime/define-projection.ts';
import { historyStores } from './stores.ts';

/** The history read model: every channel, its members and its messages in their present state. */
export const historyProjection = defineProjection<HistoryChange, HistoryStore>({
  name: 'history',
  title: 'History',
  primary: true,
  events: 'all',
  changeOf: changeOfEvent,
  verify: verifyEvent,
  stores: historyStores,
});
