import type { Position } from '../../../contracts/position.ts';
import type { FoundEvent } from '../records/find-event.ts';
import type { Generation } from '../streams/list-generations.ts';
import { streamInfo } from '../streams/stream-info.ts';
import { eventStream } from '../streams/stream-layout.ts';
import type { NatsLink } from './nats-link.ts';
import { readBatch } from './read-batch.ts';

const TAIL_BYTES = 4 * 1024 ** 2;
/** The most bytes kept per partition, so fewer events than requested if they are long. */
const KEPT_BYTES = 8 * 1024 ** 2;

/**
 * The newest events of a generation, newest first by the log's clock; at most `limit`, fewer if they are long. Throws
 * LogUnavailable.
 */
export async function readTail(link: NatsLink, generation: Generation, limit: number): Promise<FoundEvent[]> {
  const tails = await Promise.all(
    Array.from({ length: generation.partitions }, (_, partition) =>
      readPartitionTail(link, { generation: generation.number, partition, sequence: 0 }, limit),
    ),
  );
  return tails
    .flat()
    .sort((a, b) => b.message.storedAt - a.message.storedAt || b.position.sequence - a.position.sequence)
    .slice(0, limit);
}

async function readPartitionTail(link: NatsLink, at: Position, limit: number): Promise<FoundEvent[]> {
  const stream = eventStream(at.generation, at.partition);
  const info = await streamInfo(link, stream);
  if (!info || info.state.messages === 0) return [];
  const found: FoundEvent[] = [];
  let bytes = 0;
  let next = Math.max(info.state.first_seq, info.state.last_seq - limit + 1);
  while (next <= info.state.last_seq) {
    const batch = await readBatch(link, stream, { seq: next, batch: limit, max_bytes: TAIL_BYTES });
    const newest = batch.at(-1);
    if (!newest) break;
    for (const message of batch) {
      found.push({ position: { ...at, sequence: message.sequence }, message });
      bytes += message.bytes.byteLength;
    }
    while (bytes > KEPT_BYTES && found.length > 1) bytes -= found.shift()!.message.bytes.byteLength;
    next = newest.sequence + 1;
  }
  return found;
}
