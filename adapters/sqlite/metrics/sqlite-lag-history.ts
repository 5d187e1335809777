import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import { portOfThreads, type ThreadCalls } from '../thread/port-of-threads.ts';
import { StoreThread } from '../thread/store-thread.ts';

interface SqliteLagHistoryOptions {
  /** The file. Its folder must exist, the file need not. Only one process uses it. */
  path: string;
  /** How long one call may take. */
  timeoutMs: number;
  /** How many calls may wait. */
  maxCalls: number;
}

/** The history of lags in one SQLite file, in its own thread: no query blocks the event loop. */
export function openSqliteLagHistory({ path, timeoutMs, maxCalls }: SqliteLagHistoryOptions): LagHistory {
  const thread = new StoreThread<ThreadCalls<LagHistory>>({
    entry: new URL('./lag-thread.ts', import.meta.url),
    workerData: { path },
    timeoutMs,
    maxCalls,
  });
  return {
    ...portOfThreads<Omit<LagHistory, 'close'>>({
      addRound: thread,
      minute: thread,
      progress: thread,
      takeIn: thread,
      pruneChanges: thread,
      points: thread,
      together: thread,
      trends: thread,
      log: thread,
      changes: thread,
      statusChanges: thread,
    }),
    close: () => thread.close(),
  };
}
