import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import type { HistoryStatements } from './history-statements.ts';
import { bucketOf } from './message-bucket.ts';
import { bucketKey, type NamedBuckets } from './named-buckets.ts';
import { CONSTANT, earliestWins, FINAL, highestWins, lowestWins } from './write-timestamps.ts';

export interface Write {
  query: string;
  params: (string | number | bigint)[];
}

/** About what a write takes beside its texts: keys, times, and the statement's id. */
const OVERHEAD_BYTES = 200;

const bytesOf = ({ params }: Write): number =>
  params.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 0),
    OVERHEAD_BYTES,
  );

/** What one change writes, by partition; what is of one partition is not torn apart. No channel's name has a space. */
function writesOf(
  change: HistoryChange,
  cql: HistoryStatements,
  now: number,
): [partition: string, ...writes: Write[]][] {
  const { kind, version, channelId, actor, acceptedAt } = change;
  const written = [BigInt(version), BigInt(acceptedAt), earliestWins(now)];
  const write = (query: string, ...params: Write['params']): Write => ({ query, params });
  if (kind === 'channel-created') {
    const { title } = change;
    return [[channelId, write(cql.create, lowestWins(version), ...written, title, actor, channelId)]];
  }
  if (kind === 'channel-joined') {
    return [[channelId, write(cql.join, lowestWins(version), ...written, channelId, actor)]];
  }
  const bucket = bucketOf(change.messageId);
  const key = [channelId, bucket, change.messageId, actor];
  const partition = bucketKey(channelId, bucket);
  switch (kind) {
    case 'message-sent':
      return [
        [partition, write(cql.send, lowestWins(version), ...written, change.text, ...key)],
        [channelId, write(cql.bucket, channelId, bucket, CONSTANT)],
      ];
    case 'message-edited':
      return [[partition, write(cql.edit, highestWins(version), ...written, change.text, ...key)]];
    case 'message-deleted':
      return [
        [
          partition,
          write(cql.remove, lowestWins(version), ...written, ...key),
          write(cql.empty, FINAL, ...key),
        ],
      ];
  }
}

/**
 * The batches that write these changes: each of one partition, which the server takes as one mutation, and of no more
 * than so many rows and bytes (a single row may be larger).
 */
export function planWrites(
  changes: readonly HistoryChange[],
  cql: HistoryStatements,
  limits: { maxBatchRows: number; maxBatchBytes: number },
  known: Pick<NamedBuckets, 'has'>,
): Write[][] {
  const now = Date.now();
  const batches: Write[][] = [];
  const open = new Map<string, { batch: Write[]; bytes: number }>();
  const named = new Set<string>();
  for (const change of changes) {
    for (const [partition, ...writes] of writesOf(change, cql, now)) {
      const [first] = writes;
      if (first?.query === cql.bucket) {
        const bucket = bucketKey(first.params[0] as string, first.params[1] as number);
        if (named.has(bucket) || known.has(bucket, change.version)) continue;
        named.add(bucket);
      }
      const bytes = writes.reduce((sum, write) => sum + bytesOf(write), 0);
      let filling = open.get(partition);
      const full =
        filling &&
        (filling.batch.length + writes.length > limits.maxBatchRows ||
          filling.bytes + bytes > limits.maxBatchBytes);
      if (!filling || full) {
        filling = { batch: [], bytes: 0 };
        open.set(partition, filling);
        batches.push(filling.batch);
      }
      filling.batch.push(...writes);
      filling.bytes += bytes;
    }
  }
  return batches;
}
