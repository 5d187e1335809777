import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import { sent } from '../../domain/chat/send-message/sent.ts';
import type { HistoryStatements } from './history-statements.ts';
import { bucketOf } from './message-bucket.ts';
import type { NamedBuckets } from './named-buckets.ts';
import { CONSTANT, earliestWins, FINAL, highestWins, lowestWins } from './write-timestamps.ts';

export interface Write {
  query: string;
  params: (string | number | bigint)[];
}

/** About what a write takes besides its text: keys, times, and the statement's id. */
const OVERHEAD_BYTES = 300;

/** What one change writes in one partition; it is never split. No channel's name has a space. */
interface Planned {
  partition: string;
  writes: Write[];
  bytes: number;
}

function planOf(change: HistoryChange, cql: HistoryStatements, now: number): Planned {
  const { field, key, values, actor, version, acceptedAt } = change;
  const { write, erase, keyOf, partitionColumns } = cql.writes.get(field.id)!;
  const row = keyOf(key, actor);
  const timestamp = field.wins === 'lowest' ? lowestWins(version) : highestWins(version);
  const params: Write['params'] = [timestamp, BigInt(version), BigInt(acceptedAt), earliestWins(now)];
  const writes: Write[] = [{ query: write, params }];
  let bytes = OVERHEAD_BYTES;
  for (const name of field.values) {
    const value = values[name]!;
    params.push(value);
    bytes += Buffer.byteLength(value);
  }
  params.push(...row);
  if (erase !== null) {
    writes.push({ query: erase, params: [FINAL, ...row] });
    bytes += OVERHEAD_BYTES;
  }
  return { partition: row.slice(0, partitionColumns).join(' '), writes, bytes };
}

interface WritePlan {
  batches: Write[][];
  /** Each day of a channel that gets messages, with the version of its last one. */
  days: Map<string, number>;
}

/**
 * The batches that write these changes. Each batch has one partition, which the server applies as one mutation, and is
 * within the limits of rows and bytes (a single row may be larger). Known days are not named again.
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
    if (change.field === sent) {
      if (!unnamed.has(partition) && !known.has(partition, change.version)) {
        const { channelId, messageId } = change.key;
        const params = [channelId!, bucketOf(messageId!), CONSTANT];
        unnamed.set(partition, { query: cql.bucket, params });
      }
      days.set(partition, change.version);
    }
    let current = open.get(partition);
    const full =
      current &&
      (current.batch.length + writes.length > limits.maxBatchRows ||
        current.bytes + bytes > limits.maxBatchBytes);
    if (!current || full) {
      current = { batch: [], bytes: 0 };
      open.set(partition, current);
      batches.push(current.batch);
    }
    current.batch.push(...writes);
    current.bytes += bytes;
  }
  for (const write of unnamed.values()) batches.push([write]);
  return { batches, days };
}
