import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { newestConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { waitingPositions } from '../../adapters/jetstream/records/retries.ts';
import { listGenerations } from '../../adapters/jetstream/streams/list-generations.ts';
import { decodePosition } from '../../contracts/position.ts';

const MOST_RETRIES = 200_000;

/** The progress of a projection's worker, as NATS counts it. */
interface Progress {
  /** Pending and ack-pending events of all partitions, plus those in RETRIES. */
  lag: number;
  /** Whether an event may still be applied without help: it is not acknowledged, or a retry is scheduled. */
  isInFlight(position: string): boolean;
}

/** Throws LogUnavailable. All events of a partition without a consumer count as pending. */
export async function readProgress(link: NatsLink, projection: string): Promise<Progress> {
  const floors = new Map<string, number>();
  const retrying = new Set<string>();
  let lag = 0;
  for (const { number: generation, streams } of await listGenerations(link)) {
    for (const [partition, { config, state }] of streams) {
      const consumer = await newestConsumer(link, config.name, projection);
      floors.set(`${generation}-${partition}`, consumer?.ack_floor.stream_seq ?? 0);
      lag += consumer ? consumer.num_pending + consumer.num_ack_pending : state.messages;
      if (!consumer) continue;
      const waiting = await waitingPositions(link, consumer.name, MOST_RETRIES);
      for (const position of waiting ?? []) retrying.add(position);
    }
  }
  return {
    lag: lag + retrying.size,
    isInFlight(position) {
      const { generation, partition, sequence } = decodePosition(position)!;
      return retrying.has(position) || sequence > (floors.get(`${generation}-${partition}`) ?? 0);
    },
  };
}
