import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { changeOfEvent } from '../../domain/history/change-of-event.ts';
import { verifyEvent } from '../../domain/history/verify-event.ts';
import type { Projection } from '../runtime/projection.ts';

/** Its name: of the projection, in its consumers’ names and in the status. */
export const HISTORY = 'history';

/** The history read model: every channel, its members and its messages as they stand now. */
export const historyProjection = (store: HistoryStore): Projection => ({
  name: HISTORY,
  title: 'History',
  apply: async (events) => store.apply(events.map(changeOfEvent)),
  verify: (event) => verifyEvent(store, event),
  probe: () => store.probe(),
  buildId: () => store.buildId(),
  filledFrom: () => store.filledFrom(),
  beginBuild: (logId) => store.beginBuild(logId),
  wipe: (logId) => store.wipe(logId),
  contentHash: () => store.contentHash(),
});
