import { openSqliteHistoryStore } from '../../adapters/sqlite/history/sqlite-history-store.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { cassandraPoints, openCassandraHistory } from './open-cassandra-history.ts';

const openers: Record<string, (settings: Settings) => HistoryStore> = {
  sqlite: openSqliteHistory,
  cassandra: openCassandraHistory,
};

/** The store behind the history that WAYBILL_HISTORY names. Opened on first use: a role starts without it. */
export const openHistory = (settings: Settings): HistoryStore => openers[settings.history]!(settings);

/** Where the history is, for people. */
export const describeHistory = (settings: Settings): string =>
  settings.history === 'sqlite'
    ? `SQLite, ${dataPaths(settings.dataDir).history}`
    : `Cassandra, ${cassandraPoints(settings)}, keyspace ${settings.cassandraKeyspace}`;

function openSqliteHistory(settings: Settings): HistoryStore {
  return openSqliteHistoryStore({
    path: dataPaths(settings.dataDir).history,
    timeoutMs: settings.storeTimeoutMs,
    maxCalls: settings.storeMaxCalls,
    readers: settings.storeReaders,
  });
}
