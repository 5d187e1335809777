import type { HistoryStore } from '../../../contracts/ports/history-store.ts';
import type { ProjectionStore } from '../../../contracts/ports/projection-store.ts';
import { HistoryContentHash } from '../../../domain/history/content-hash.ts';
import { keyValues, withinValues } from '../../../domain/history/entity-key.ts';
import type { StoredRow } from '../../../domain/history/read-row.ts';
import type { StoreReader } from '../projection/read-store.ts';
import type { ThreadCalls } from '../thread/port-of-threads.ts';
import { hashHistory } from './hash-history.ts';
import { prepareQueries, takeMessages } from './query-tables.ts';

/** The reads of the port, in a reading thread. All throw StoreFailure. */
export type HistoryQueries = ThreadCalls<Omit<HistoryStore, keyof ProjectionStore<never>>>;

export const historyReader: StoreReader<ReturnType<typeof prepareQueries>, HistoryQueries> = {
  prepare: prepareQueries,
  queries: (read) => ({
    rows: (entity, key) =>
      read([], ({ byEntity }) => {
        const { read: rowOf, rows } = byEntity.get(entity.name)!;
        return rows.all(...keyValues(entity, key)).map(rowOf);
      }),
    list: (entity, within, limit, after) =>
      read([], ({ byEntity }) => {
        const { read: rowOf, list } = byEntity.get(entity.name)!;
        return list.all(...withinValues(entity, within), after ?? '', limit).map(rowOf);
      }),
    count: (entity, within) =>
      read(0, ({ byEntity }) => {
        const found = byEntity.get(entity.name)!.count.get(...withinValues(entity, within));
        return Number(found?.count);
      }),
    messages: (channelId, limit, before, maxCharacters) =>
      read([], ({ newest, older }) => {
        const rows = before === undefined ? newest.iterate(channelId) : older.iterate(channelId, before);
        return takeMessages(rows as Iterable<StoredRow>, limit, maxCharacters ?? Number.POSITIVE_INFINITY);
      }),
  }),
  contentHash: (database) => (database ? hashHistory(database) : new HistoryContentHash().digest()),
};
