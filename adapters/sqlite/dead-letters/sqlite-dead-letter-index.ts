import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import { StoreThread } from '../thread/store-thread.ts';
import type { IndexOperations } from './index-operations.ts';

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
  const thread = new StoreThread<IndexOperations>({
    entry: new URL('./index-thread.ts', import.meta.url),
    workerData: { path, judgedBy },
    timeoutMs,
    maxCalls,
  });
  return {
    progress: (stream) => thread.call('progress', stream),
    add: (batch) => thread.call('add', batch),
    prune: (stream, first) => thread.call('prune', stream, first),
    reset: () => thread.call('reset'),
    list: (filter, page) => thread.call('list', filter, page),
    entry: (id) => thread.call('entry', id),
    failures: (id) => thread.call('failures', id),
    steps: (id) => thread.call('steps', id),
    candidates: (filter, page) => thread.call('candidates', filter, page),
    standings: (consumer, page) => thread.call('standings', consumer, page),
    candidatesOf: (ids) => thread.call('candidatesOf', ids),
    groups: (by, filter, limit, now) => thread.call('groups', by, filter, limit, now),
    cameSince: (since) => thread.call('cameSince', since),
    groupReach: (fingerprint, now) => thread.call('groupReach', fingerprint, now),
    groupStanding: (fingerprint) => thread.call('groupStanding', fingerprint),
    openStanding: () => thread.call('openStanding'),
    acts: (filter, page) => thread.call('acts', filter, page),
    actOfRequest: (requestId, target, targetId) => thread.call('actOfRequest', requestId, target, targetId),
    lastAct: (target, targetId) => thread.call('lastAct', target, targetId),
    close: () => thread.close(),
  };
}
