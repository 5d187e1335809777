import type { StoredMessage } from '../../contracts/ports/history-store.ts';
import type { CassandraLink } from './cassandra-link.ts';
import type { HistoryStatements } from './history-statements.ts';
import { bucketOf } from './message-bucket.ts';
import { byMessage, messageOf } from './resolve-message.ts';

const LAST_BUCKET = 2 ** 31 - 1;
/** Days read at once, at most: where each has a message or two, a page is not a hundred waits. */
const WIDEST = 8;
const MOST_ROWS_A_PAGE = 1_000;

/** A page of a channel, newest first: day by day, and only those days that have messages. */
export async function listMessages(
  link: CassandraLink,
  cql: HistoryStatements,
  channelId: string,
  limit: number,
  before?: string,
): Promise<StoredMessage[]> {
  const ofBucket = async (bucket: number, wanted: number): Promise<StoredMessage[]> => {
    const found: StoredMessage[] = [];
    // One row more, by which the last message is known to be whole.
    const fetchSize = Math.min(wanted + 1, MOST_ROWS_A_PAGE);
    const key = [channelId, bucket];
    const rows =
      before === undefined
        ? link.rows(cql.newest, key, fetchSize)
        : link.rows(cql.older, [...key, before], fetchSize);
    for await (const group of byMessage(rows)) {
      const message = messageOf(group);
      if (message && found.push(message) >= wanted) break;
    }
    return found;
  };

  const listed: StoredMessage[] = [];
  if (limit < 1) return listed;
  let wave: number[] = [];
  let width = 1;
  const readWave = async () => {
    const wanted = limit - listed.length;
    for (const found of await Promise.all(wave.map((bucket) => ofBucket(bucket, wanted)))) {
      listed.push(...found.slice(0, limit - listed.length));
    }
    wave = [];
    width = Math.min(width * 2, WIDEST);
  };
  const newest = before === undefined ? LAST_BUCKET : bucketOf(before);
  for await (const row of link.rows(cql.buckets, [channelId, newest])) {
    wave.push(row.bucket as number);
    if (wave.length < width) continue;
    await readWave();
    if (listed.length >= limit) return listed;
  }
  await readWave();
  return listed;
}
