import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { type ConsumerInfo, progressOf } from '../../../adapters/jetstream/consume/consumer-progress.ts';
import { consumerStart } from '../../../adapters/jetstream/consume/consumer-start.ts';
import { deletedSequences } from '../../../adapters/jetstream/streams/deleted-sequences.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import type { DeadLetters } from './account-for.ts';
import { IntervalSet } from './interval-set.ts';
import type { PartitionWatch } from './partition-watch.ts';

interface Seen {
  /** Read before anything else of this pass. */
  stream: StreamInfo;
  /** The first sequence that an event of the stream can have: see `firstStored`. */
  firstStored: number;
  /** Read after the stream; undefined if there is none. */
  consumer: ConsumerInfo | undefined;
  /** Read after the consumer. */
  retrying: IntervalSet;
  /** Read after the retries. */
  dead: DeadLetters;
}

/**
 * Reads a partition's places in the order in which events move, so that an event that moves meanwhile is seen twice and never
 * missed. False if more was deleted from the stream than can be listed. Throws LogUnavailable, ApiRefusal.
 */
export async function observePartition(
  link: NatsLink,
  watch: PartitionWatch,
  { stream, firstStored, consumer, retrying, dead }: Seen,
  from: number,
  at: number,
): Promise<boolean> {
  const { first_seq: first, last_seq: last, num_deleted: deleted = 0, messages } = stream.state;
  const { name } = stream.config;
  const gone = await deletedSequences(link, name, deleted);
  watch.observe({
    window: [Math.max(firstStored, await watch.windowStart.find(link, stream, from, at)), last],
    firstHeld: messages === 0 ? last + 1 : first,
    erased: IntervalSet.ofSequences(gone ?? []),
    retrying,
    dead,
    start: consumer ? await consumerStart(link, name, consumer, last) : 1,
    progress: consumer ? progressOf(consumer) : null,
  });
  return gone !== undefined;
}
