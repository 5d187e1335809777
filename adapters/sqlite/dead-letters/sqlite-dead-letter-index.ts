import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import { portOfThreads, type ThreadCalls } from '../thread/port-of-threads.ts';
import { StoreThread } from '../thread/store-thread.ts';

export interface SqliteIndexOptions {
  /** The file; its folder must exist, the file need not. One process uses it. */
  path: string;
  /** What payloads are judged by as they are taken in: a file made by another is made anew. */
  judgedBy: string;
  /** How long one call may take. */
  timeoutMs: number;
  /** How many calls may wait. */
  maxCalls: number;
}

/** The index in one SQLite file, in a thread of its own: no query holds up the event loop. */
export function openSqliteDeadLetterIndex({
  path,
  judgedBy,
  timeoutMs,
  maxCalls,
}: SqliteIndexOptions): DeadLetterIndex {
  const thread = new StoreThread<ThreadCalls<DeadLetterIndex>>({
    entry: new URL('./index-thread.ts', import.meta.url),
    workerData: { path, judgedBy },
    timeoutMs,
    maxCalls,
  });
  return {
    ...portOfThreads<Omit<DeadLetterIndex, 'close'>>({
      progress: thread,
      add: thread,
      prune: thread,
      reset: thread,
      list: thread,
      entry: thread,
      failures: thread,
      steps: thread,
      candidates: thread,
      statuses: thread,
      candidatesOf: thread,
      groups: thread,
      cameSince: thread,
      groupReach: thread,
      groupTriage: thread,
      openStates: thread,
      actions: thread,
      actionOfRequest: thread,
      lastAction: thread,
    }),
    close: () => thread.close(),
  };
}
