import { openSqliteStore, type SqliteStoreOptions } from '../../../adapters/sqlite/projection/open-store.ts';
import { portOfThreads, type ThreadCalls } from '../../../adapters/sqlite/thread/port-of-threads.ts';
import type { ProjectionStore } from '../../../contracts/ports/projection-store.ts';

/** One counted event. */
export interface Counted {
  type: string;
  /** The token of its position, so that an event counts once. */
  position: string;
}

/** How many events of each type there are. */
export interface CounterStore extends ProjectionStore<Counted> {
  /** When the event at this position was counted (Unix ms); null if it was not. */
  countedAt(position: string): Promise<number | null>;
  counts(): Promise<{ type: string; events: number }[]>;
}

/** The reads of the counter, in a reading thread. */
export type CounterQueries = ThreadCalls<Pick<CounterStore, 'countedAt' | 'counts'>>;

/** The counter in one SQLite file. */
export function openSqliteCounter(options: SqliteStoreOptions): CounterStore {
  const { store, write, reading } = openSqliteStore<CounterQueries>(options, {
    writes: new URL('./counter-writer-thread.ts', import.meta.url),
    reads: new URL('./counter-reader-thread.ts', import.meta.url),
  });
  return {
    ...store,
    apply: async (events) => (events.length > 0 ? write(JSON.stringify(events)) : undefined),
    ...portOfThreads<Pick<CounterStore, 'countedAt' | 'counts'>>({ countedAt: reading, counts: reading }),
  };
}
