import { projectionFile } from '../../../platform/configuration/data-paths.ts';
import type { Settings } from '../../../platform/configuration/settings.ts';
import { defineProjection } from '../../../workers/runtime/define-projection.ts';
import { type Counted, type CounterStore, openSqliteCounter } from './counter-store.ts';

const file = ({ dataDir }: Settings) => projectionFile(dataDir, 'counter');

/** Counts sent, edited and deleted messages. */
export const counterProjection = defineProjection<Counted, CounterStore>({
  name: 'counter',
  title: 'Counter',
  primary: false,
  events: ['chat.message-sent.v1', 'chat.message-edited.v1', 'chat.message-deleted.v1'],
  changeOf: ({ event, position }) => ({ type: event.type, position }),
  async verify(store, { position }) {
    const at = await store.countedAt(position);
    return at === null ? { state: 'absent' } : { state: 'applied', at, supersededBy: null };
  },
  stores: {
    sqlite: {
      open: (settings) =>
        openSqliteCounter({
          path: file(settings),
          timeoutMs: settings.storeTimeoutMs,
          maxCalls: settings.storeMaxCalls,
          readers: settings.storeReaders,
        }),
      place: (settings) => `SQLite, ${file(settings)}`,
      file,
    },
  },
});
