import { openSqliteHistoryStore } from '../../adapters/sqlite/history/sqlite-history-store.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { projectionFile } from '../../platform/configuration/data-paths.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { StoreDeclaration } from '../runtime/define-projection.ts';
import { cassandraPoints, openCassandraHistory } from './open-cassandra-history.ts';

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
    open: openCassandraHistory,
    place: (settings) => `Cassandra, ${cassandraPoints(settings)}, keyspace ${settings.cassandraKeyspace}`,
    server: 'cassandra',
  },
} satisfies Record<string, StoreDeclaration<HistoryStore>>;
