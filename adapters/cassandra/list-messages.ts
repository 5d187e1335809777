import type { HistoryRow, StoredMessage } from '../../contracts/ports/history-store.ts';
import { messageOf } from '../../domain/chat/message.ts';
import { RowGroups } from '../../domain/history/group-rows.ts';
import type { CassandraLink } from './cassandra-link.ts';
import type { HistoryStatements } from './history-statements.ts';
import { bucketOf } from './message-bucket.ts';

const LAST_BUCKET = 2 ** 31 - 1;
/** The most days read at once: with one or two messages per day, a page then needs few rounds. */
const WIDEST = 8;
const MOST_ROWS_A_PAGE = 1_000;
/** The first page's size, while the length of the texts is unknown. */
const FIRST_ROWS = 24;

interface MessagesPage {
  limit: number;
  before?: string | undefined;
  /** Reading ends once the texts together have this many UTF-16 units. */
  maxCharacters?: number | undefined;
}

/** A page of a channel, newest first. It reads day by day, only days that have messages. */
export async function listMessages(
  link: CassandraLink,
  cql: HistoryStatements,
  channelId: string,
  { limit, before, maxCharacters = Number.POSITIVE_INFINITY }: MessagesPage,
): Promise<StoredMessage[]> {
  const { read: rowOf } = cql.reads.get('message')!;
  let characters = 0;
  const ofBucket = async (bucket: number, wanted: number): Promise<StoredMessage[]> => {
    const found: StoredMessage[] = [];
    let read = 0;
    // One more row proves that the last message is complete. The length of the texts so far limits the number of rows.
    const nextSize = () => {
      const most = Math.min(wanted + 1 - found.length, MOST_ROWS_A_PAGE);
      if (maxCharacters === Number.POSITIVE_INFINITY) return most;
      if (found.length === 0) return Math.min(most, FIRST_ROWS);
      return Math.max(2, Math.min(most, Math.ceil(((maxCharacters - read) * found.length) / (read + 1)) + 1));
    };
    const key = [channelId, bucket];
    const rows =
      before === undefined
        ? link.rows(cql.newest, key, nextSize)
        : link.rows(cql.older, [...key, before], nextSize);
    const groups = new RowGroups();
    const take = (group: readonly HistoryRow[]): boolean => {
      const message = messageOf(group);
      if (message) {
        found.push(message);
        read += message.text.length;
      }
      return found.length < wanted && read < maxCharacters - characters;
    };
    for await (const row of rows) {
      const group = groups.add(rowOf(row));
      if (group && !take(group)) return found;
    }
    take(groups.end());
    return found;
  };

  const listed: StoredMessage[] = [];
  const isFull = () => listed.length >= limit || (listed.length > 0 && characters >= maxCharacters);
  if (limit < 1) return listed;
  let wave: number[] = [];
  let width = 1;
  const readWave = async () => {
    const wanted = limit - listed.length;
    for (const found of await Promise.all(wave.map((bucket) => ofBucket(bucket, wanted)))) {
      for (const message of found) {
        if (isFull()) break;
        listed.push(message);
        characters += message.text.length;
      }
    }
    wave = [];
    width = Math.min(width * 2, WIDEST);
  };
  const newest = before === undefined ? LAST_BUCKET : bucketOf(before);
  for await (const row of link.rows(cql.buckets, [channelId, newest])) {
    wave.push(row.bucket as number);
    if (wave.length < width) continue;
    await readWave();
    if (isFull()) return listed;
  }
  await readWave();
  return listed;
}
