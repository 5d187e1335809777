import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import type { HistoryStatements } from './history-statements.ts';
import { bucketOf } from './message-bucket.ts';
import { bucketKey, type NamedBuckets } from './named-buckets.ts';
import { CONSTANT, earliestWins, FINAL, highestWins, lowestWins } from './write-timestamps.ts';

export interface Write {
  query: string;
  params: (string | number | bigint)[];
}

/** About what a write takes beside its text: keys, times, and the statement's id. */
const OVERHEAD_BYTES = 300;

/** What one change writes in one partition, which is not torn apart. No channel's name has a space. */
interface Planned {
  partition: string;
  writes: Write[];
  bytes: number;
}

function planOf(change: HistoryChange, cql: HistoryStatements, now: number): Planned {
  const { kind, version, channelId, actor, acceptedAt } = change;
  const written = [BigInt(version), BigInt(acceptedAt), earliestWins(now)];
  const planned = (partition: string, text: string, ...writes: [string, Write['params']][]): Planned => ({
    partition,
    writes: writes.map(([query, params]) => ({ query, params })),
    bytes: writes.length * OVERHEAD_BYTES + Buffer.byteLength(text),
  });
  if (kind === 'channel-created') {
    const { title } = change;
    return planned(channelId, title, [
      cql.create,
      [lowestWins(version), ...written, title, actor, channelId],
    ]);
  }
  if (kind === 'channel-joined') {
    return planned(channelId, '', [cql.join, [lowestWins(version), ...written, channelId, actor]]);
  }
  const bucket = bucketOf(change.messageId);
  const key = [channelId, bucket, change.messageId, actor];
  const partition = bucketKey(channelId, bucket);
  switch (kind) {
    case 'message-sent':
      return planned(partition, change.text, [
        cql.send,
        [lowestWins(version), ...written, change.text, ...key],
      ]);
    case 'message-edited':
      return planned(partition, change.text, [
        cql.edit,
        [highestWins(version), ...written, change.text, ...key],
      ]);
    case 'message-deleted':
      return planned(
        partition,
        '',
        [cql.remove, [lowestWins(version), ...written, ...key]],
        [cql.empty, [FINAL, ...key]],
      );
  }
}

export interface WritePlan {
  batches: Write[][];
  /** Each day of a channel that messages are sent to, with the version of the last of them. */
  days: Map<string, number>;
}

/**
 * The batches that write these changes: each of one partition, which the server takes as one mutation, and of no more
 * than so many rows and bytes (a single row may be larger). Days that are known are not named again.
 */
export function planWrites(
  changes: readonly HistoryChange[],
  cql: HistoryStatements,
  limits: { maxBatchRows: number; maxBatchBytes: number },
  known: Pick<NamedBuckets, 'has'>,
): WritePlan {
  const now = Date.now();
  const batches: Write[][] = [];
  const open = new Map<string, { batch: Write[]; bytes: number }>();
  const days = new Map<string, number>();
  const unnamed = new Map<string, Write>();
  for (const change of changes) {
    const { partition, writes, bytes } = planOf(change, cql, now);
    if (change.kind === 'message-sent') {
      if (!unnamed.has(partition) && !known.has(partition, change.version)) {
        const params = [change.channelId, bucketOf(change.messageId), CONSTANT];
        unnamed.set(partition, { query: cql.bucket, params });
      }
      days.set(partition, change.version);
    }
    let epoch = open.get(partition);
    const full =
      epoch &&
      (epoch.batch.length + writes.length > limits.maxBatchRows ||
        epoch.bytes + bytes > limits.maxBatchBytes);
    if (!epoch || full) {
      epoch = { batch: [], bytes: 0 };
      open.set(partition, epoch);
      batches.push(epoch.batch);
    }
    epoch.batch.push(...writes);
    epoch.bytes += bytes;
  }
  for (const write of unnamed.values()) batches.push([write]);
  return { batches, days };
}
