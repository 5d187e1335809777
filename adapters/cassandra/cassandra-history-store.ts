import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { checkChange } from '../../domain/history/check-change.ts';
import { HistoryContentHash } from '../../domain/history/content-hash.ts';
import { withinValues } from '../../domain/history/entity-key.ts';
import { CassandraLink, type CassandraLinkOptions } from './cassandra-link.ts';
import type { Row } from './field-statements.ts';
import { hashHistory } from './hash-history.ts';
import {
  beginEpoch,
  readEpoch,
  readFilledFrom,
  renewEpoch,
  WIPE_TIMEOUT_MS,
  wipeHistory,
} from './history-epoch.ts';
import { historyStatements } from './history-statements.ts';
import { listMessages } from './list-messages.ts';
import { NamedBuckets } from './named-buckets.ts';
import { planWrites } from './plan-writes.ts';
import { quoteIdentifier } from './quote-identifier.ts';
import { writeBatches } from './write-batches.ts';

interface CassandraHistoryOptions extends CassandraLinkOptions {
  /** How many batches of one `apply` are sent at once. */
  maxBatchesInFlight: number;
  maxBatchRows: number;
  /** The largest batch; a single row may be larger. */
  maxBatchBytes: number;
}

/** One day of one channel takes about 150 bytes here. */
const MOST_NAMED_BUCKETS = 50_000;

/**
 * The history in Cassandra. It writes without reading first: Cassandra keeps, for each field, the write that the port wants
 * by its timestamp, so workers need not know about each other. It connects with the first call.
 */
export function openCassandraHistoryStore(options: CassandraHistoryOptions): HistoryStore {
  const link = new CassandraLink(options);
  const cql = historyStatements(quoteIdentifier(options.keyspace));
  const named = new NamedBuckets(MOST_NAMED_BUCKETS);

  const all = async (query: string, ...params: unknown[]): Promise<Row[]> => {
    const rows: Row[] = [];
    for await (const row of link.rows(query, params)) rows.push(row);
    return rows;
  };
  const write = <Result>(work: (expired: () => boolean) => Promise<Result>): Promise<Result> =>
    link.write(work, (epochId) => {
      named.forget();
      return renewEpoch(link, cql, epochId);
    });
  return {
    async apply(changes) {
      for (const change of changes) checkChange(change);
      if (changes.length === 0) return;
      const { batches, days } = planWrites(changes, cql, options, named);
      try {
        await write((expired) => writeBatches(batches, link, options.maxBatchesInFlight, expired));
      } catch (error) {
        named.forget();
        throw error;
      }
      named.remember(days);
    },
    rows: (entity, key) =>
      link.read([], async () => {
        const { read, rows, keyOf } = cql.reads.get(entity.name)!;
        return (await all(rows, ...keyOf(key))).map(read);
      }),
    list: (entity, within, limit, after) =>
      link.read([], async () => {
        const { read, list } = cql.reads.get(entity.name)!;
        return (await all(list, ...withinValues(entity, within), after ?? '', limit)).map(read);
      }),
    count: (entity, within) =>
      link.read(0, async () => {
        const [row] = await all(cql.reads.get(entity.name)!.count, ...withinValues(entity, within));
        return Number(row?.count ?? 0);
      }),
    messages: (channelId, limit, before, maxCharacters) =>
      link.read([], () => listMessages(link, cql, channelId, { limit, before, maxCharacters })),
    probe: () => write(() => link.execute(cql.probe, [])),
    epochId: () => link.read(null, () => readEpoch(link, cql)),
    filledFrom: () => link.read(null, () => readFilledFrom(link, cql)),
    beginEpoch(logId = null) {
      // The tables may have been emptied.
      named.forget();
      return write(() => beginEpoch(link, cql, logId));
    },
    wipe(logId = null) {
      named.forget();
      return link.repaired(() => wipeHistory(link, cql, logId), WIPE_TIMEOUT_MS);
    },
    contentHash: () => link.read(new HistoryContentHash().digest(), () => hashHistory(link, cql), true),
    close: () => link.close(),
  };
}
