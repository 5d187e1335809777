import { openSqliteHistoryStore } from '../../adapters/sqlite/history/sqlite-history-store.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { projectionFile } from '../../platform/configuration/data-paths.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { StoreDeclaration } from '../runtime/define-projection.ts';
import { cassandraPoints } from './cassandra-points.ts';

const file = ({ dataDir }: Settings): string => projectionFile(dataDir, 'history');

/** The stores that the history can be in. */
export const historyStores = {
  sqlite: {
    open: (settings) =>
      openSqliteHistoryStore({
        path: file(settings),
        timeoutMs: settings.storeTimeoutMs,
        maxCalls: settings.storeMaxCalls,
        readers: settings.storeReaders,
      }),
    place: (settings) => `SQLite, ${file(settings)}`,
    file,
  },
  cassandra: {
    // The driver takes a sixth of a process's start, so only a process that uses it loads it.
    open: async (settings) => (await import('./open-cassandra-history.ts')).openCassandraHistory(settings),
    place: (settings) => `Cassandra, ${cassandraPoints(settings)}, keyspace ${settings.cassandraKeyspace}`,
    server: 'cassandra',
  },
} satisfies Record<string, StoreDeclaration<HistoryStore>>;
