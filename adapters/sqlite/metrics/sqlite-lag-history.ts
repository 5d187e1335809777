import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import { StoreThread } from '../thread/store-thread.ts';
import type { LagOperations } from './lag-operations.ts';

export interface SqliteLagHistoryOptions {
  /** The file; its folder must exist, the file need not. One process uses it. */
  path: string;
  /** How long one call may take. */
  timeoutMs: number;
  /** How many calls may wait. */
  maxCalls: number;
}

/** The history of lags in one SQLite file, in a thread of its own: no query holds up the event loop. */
export function openSqliteLagHistory({ path, timeoutMs, maxCalls }: SqliteLagHistoryOptions): LagHistory {
  const thread = new StoreThread<LagOperations>({
    entry: new URL('./lag-thread.ts', import.meta.url),
    workerData: { path },
    timeoutMs,
    maxCalls,
  });
  return {
    addRound: (at, samples, log) => thread.call('addRound', at, samples, log),
    minute: (at) => thread.call('minute', at),
    progress: (stream) => thread.call('progress', stream),
    takeIn: (read) => thread.call('takeIn', read),
    pruneChanges: (first) => thread.call('pruneChanges', first),
    points: (of, range) => thread.call('points', of, range),
    together: (members, range) => thread.call('together', members, range),
    trends: (range) => thread.call('trends', range),
    log: (range) => thread.call('log', range),
    changes: (filter, page) => thread.call('changes', filter, page),
    statusChanges: () => thread.call('statusChanges'),
    close: () => thread.close(),
  };
}
