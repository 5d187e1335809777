import { openSqliteHistoryStore } from '../adapters/sqlite/sqlite-history-store.ts';
import { dataPaths, type Settings } from '../configuration/settings.ts';
import type { HistoryStore } from '../contracts/ports/history-store.ts';

/** The store behind the history, as configured. Opened on first use: a role starts without it. */
export const openHistory = (settings: Settings): HistoryStore =>
  openSqliteHistoryStore({
    path: dataPaths(settings.dataDir).history,
    timeoutMs: settings.storeTimeoutMs,
    maxCalls: settings.storeMaxCalls,
    readers: settings.storeReaders,
  });
