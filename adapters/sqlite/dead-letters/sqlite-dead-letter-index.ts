import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import { portOfThreads, type ThreadCalls } from '../thread/port-of-threads.ts';
import { StoreThread } from '../thread/store-thread.ts';

interface SqliteIndexOptions {
  /** The file. Its folder must exist, the file need not. Only one process uses it. */
  path: string;
  /** The version of the schemas that payloads are checked against: a file made with another version is filled again. */
  schemasDigest: string;
  /** How long one call may take. */
  timeoutMs: number;
  /** How many calls may wait. */
  maxCalls: number;
}

/** The index in one SQLite file, in its own thread: no query blocks the event loop. */
export function openSqliteDeadLetterIndex({
  path,
  schemasDigest,
  timeoutMs,
  maxCalls,
}: SqliteIndexOptions): DeadLetterIndex {
  const thread = new StoreThread<ThreadCalls<DeadLetterIndex>>({
    entry: new URL('./index-thread.ts', import.meta.url),
    workerData: { path, schemasDigest },
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
      deadLetter: thread,
      failures: thread,
      steps: thread,
      candidates: thread,
      statuses: thread,
      candidatesOf: thread,
      groups: thread,
      openedSince: thread,
      groupReach: thread,
      groupTriage: thread,
      openDeadLetters: thread,
      actions: thread,
      actionOfRequest: thread,
      lastAction: thread,
    }),
    close: () => thread.close(),
  };
}
