import type { HistoryStore } from '../../../contracts/ports/history-store.ts';
import { openSqliteStore, type SqliteStoreOptions } from '../projection/open-store.ts';
import { encodeChanges } from './encode-changes.ts';
import type { HistoryQueries } from './read-history.ts';

/** The history in one SQLite file. */
export function openSqliteHistoryStore(options: SqliteStoreOptions): HistoryStore {
  const { store, write, reader } = openSqliteStore<HistoryQueries>(options, {
    writes: new URL('./history-writer-thread.ts', import.meta.url),
    reads: new URL('./history-reader-thread.ts', import.meta.url),
  });
  return {
    ...store,
    async apply(changes) {
      if (changes.length > 0) await write(encodeChanges(changes));
    },
    message: (channelId, messageId) => reader().call('message', channelId, messageId),
    pendingChanges: (channelId, messageId, actor) =>
      reader().call('pendingChanges', channelId, messageId, actor),
    messages: (channelId, limit, before, maxCharacters) =>
      reader().call('messages', channelId, limit, before ?? null, maxCharacters ?? null),
    channel: (channelId) => reader().call('channel', channelId),
    member: (channelId, memberId) => reader().call('member', channelId, memberId),
    members: (channelId, limit, after) => reader().call('members', channelId, limit, after ?? ''),
  };
}
