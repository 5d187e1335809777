import type { HistoryStore } from '../../../contracts/ports/history-store.ts';
import { StoreThread } from '../thread/store-thread.ts';
import { encodeChanges } from './encode-changes.ts';
import type { HistoryReading } from './read-history.ts';
import type { HistoryWriting } from './write-history.ts';

export interface SqliteHistoryOptions {
  /** The file; its folder must exist, the file need not. Several processes may share it. */
  path: string;
  /** How long one call may take. */
  timeoutMs: number;
  /** How many calls each thread may have waiting. */
  maxCalls: number;
  /** How many threads read. */
  readers: number;
}

/** Emptying takes as long as there is much in it; nobody else writes meanwhile. */
const WIPE_TIMEOUT_MS = 600_000;

/**
 * The history in one SQLite file: one thread that writes, a few that read, each with its own connection and each
 * started by its first call. So a process that only reads never writes, and nothing blocks the event loop.
 */
export function openSqliteHistoryStore(options: SqliteHistoryOptions): HistoryStore {
  const { path, timeoutMs, maxCalls } = options;
  // Well before the call's own deadline, so that a busy file is told apart from a store that hangs.
  const workerData = { path, busyMs: Math.ceil(timeoutMs / 2) };
  const limits = { workerData, timeoutMs, maxCalls };
  const writer = new StoreThread<HistoryWriting>({
    ...limits,
    entry: new URL('./history-writer-thread.ts', import.meta.url),
  });
  const readers = Array.from(
    { length: options.readers },
    () =>
      new StoreThread<HistoryReading>({
        ...limits,
        entry: new URL('./history-reader-thread.ts', import.meta.url),
      }),
  );
  const reader = () => readers.reduce((least, other) => (other.load < least.load ? other : least));

  return {
    apply: async (changes) => writer.call('apply', encodeChanges(changes)),
    message: (channelId, messageId) => reader().call('message', channelId, messageId),
    pendingChanges: (channelId, messageId, actor) =>
      reader().call('pendingChanges', channelId, messageId, actor),
    messages: (channelId, limit, before, maxCharacters) =>
      reader().call('messages', channelId, limit, before ?? null, maxCharacters ?? null),
    channel: (channelId) => reader().call('channel', channelId),
    member: (channelId, memberId) => reader().call('member', channelId, memberId),
    members: (channelId, limit, after) => reader().call('members', channelId, limit, after ?? ''),
    probe: () => writer.call('probe'),
    buildId: () => reader().call('buildId'),
    filledFrom: () => reader().call('filledFrom'),
    beginBuild: (logId = null) => writer.call('beginBuild', logId),
    wipe: (logId = null) => writer.callWithin(WIPE_TIMEOUT_MS, 'wipe', logId),
    contentHash: () => reader().call('contentHash'),
    async close() {
      await Promise.all([writer, ...readers].map((thread) => thread.close()));
    },
  };
}
