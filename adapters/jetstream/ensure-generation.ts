import { nextPartitionsOf } from './close-generation.ts';
import type { Drift } from './ensure-stream.ts';
import { type FoundGeneration, type Generation, isClosed, isComplete } from './list-generations.ts';
import type { NatsLink } from './nats-link.ts';
import { completeGeneration, readSnapshot, startNext } from './start-generation.ts';
import { eventStream, type LogLimits } from './stream-layout.ts';

export interface EnsuredGeneration {
  generation: Generation;
  drift: Drift[];
  /** Streams that took events and are gone: their loss began a new generation. */
  lostStreams: string[];
}

/**
 * The generation that takes events: the newest, created when there is none, completed when its creation was cut
 * short. When a stream of it that took events is gone, a new generation is begun: a stream made anew would count
 * from 1 again, and versions must never go back.
 */
export async function ensureGeneration(
  link: NatsLink,
  limits: LogLimits,
  partitionsOfNew: number,
): Promise<EnsuredGeneration> {
  const snapshot = await readSnapshot(link);
  const { newest, recorded } = snapshot;
  if (
    newest &&
    newest.number >= recorded &&
    !isClosed(newest) &&
    (isComplete(newest) || newest.number > recorded)
  ) {
    const generation = { number: newest.number, partitions: newest.partitions };
    return { generation, drift: await completeGeneration(link, limits, generation), lostStreams: [] };
  }
  const partitions = newest ? nextPartitionsOf(newest) : partitionsOfNew;
  const generation = await startNext(link, limits, snapshot, partitions);
  return { generation, drift: [], lostStreams: lostStreamsOf(newest, recorded) };
}

function lostStreamsOf(newest: FoundGeneration | undefined, recorded: number): string[] {
  if (recorded > (newest?.number ?? 0)) return [`EVENTS-${recorded}-*`];
  if (!newest || isClosed(newest)) return [];
  return Array.from({ length: newest.partitions }, (_, partition) => partition)
    .filter((partition) => !newest.streams.has(partition))
    .map((partition) => eventStream(newest.number, partition));
}
