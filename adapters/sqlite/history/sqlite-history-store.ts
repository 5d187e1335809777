import type { HistoryStore } from '../../../contracts/ports/history-store.ts';
import type { ProjectionStore } from '../../../contracts/ports/projection-store.ts';
import { openSqliteStore, type SqliteStoreOptions } from '../projection/open-store.ts';
import { portOfThreads } from '../thread/port-of-threads.ts';
import { encodeChanges } from './encode-changes.ts';
import type { HistoryQueries } from './read-history.ts';

/** The history in one SQLite file. */
export function openSqliteHistoryStore(options: SqliteStoreOptions): HistoryStore {
  const { store, write, reading } = openSqliteStore<HistoryQueries>(options, {
    writes: new URL('./history-writer-thread.ts', import.meta.url),
    reads: new URL('./history-reader-thread.ts', import.meta.url),
  });
  return {
    ...store,
    async apply(changes) {
      if (changes.length > 0) await write(encodeChanges(changes));
    },
    ...portOfThreads<Omit<HistoryStore, keyof ProjectionStore<never>>>({
      rows: reading,
      list: reading,
      count: reading,
      messages: reading,
    }),
  };
}
