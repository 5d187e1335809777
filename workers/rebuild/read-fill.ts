import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { type ConsumerInfo, consumerInfo } from '../../adapters/jetstream/consume/consumer-progress.ts';
import { FILL_TO, projectionConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { listGenerations } from '../../adapters/jetstream/streams/list-generations.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';

/** How much of the log an epoch has applied, of what the log held when the epoch began. */
export interface Fill {
  /** When its consumers were created; undefined if one is missing: no work on it has begun then. */
  begunAt: Date | undefined;
  /** Positions of the log: how many to process, and how many are processed. Expired events count as processed. */
  total: number;
  done: number;
  /** Whether a worker is fetching its events now. A worker that is applying a batch need not. */
  isAskedFor: boolean;
}

/** Throws LogUnavailable, ApiRefusal. */
export async function readFill(link: NatsLink, projection: string, epochId: string): Promise<Fill> {
  const name = projectionConsumer(projection, epochId);
  const fill: Fill = { begunAt: undefined, total: 0, done: 0, isAskedFor: false };
  const consumers: (ConsumerInfo | undefined)[] = [];
  for (const { number, streams } of await listGenerations(link)) {
    for (const [partition, { state }] of streams) {
      const consumer = await consumerInfo(link, eventStream(number, partition), name);
      consumers.push(consumer);
      // A stream that never held a message begins at 0.
      const before = Math.max(0, state.first_seq - 1);
      const to = Number(consumer?.config.metadata?.[FILL_TO] ?? state.last_seq);
      fill.total += Math.max(0, to - before);
      fill.done += Math.max(0, Math.min(consumer?.ack_floor.stream_seq ?? 0, to) - before);
      fill.isAskedFor ||= (consumer?.num_waiting ?? 0) > 0;
    }
  }
  if (consumers.length > 0 && consumers.every((consumer) => consumer !== undefined)) {
    fill.begunAt = new Date(Math.min(...consumers.map((consumer) => Date.parse(consumer!.created))));
  }
  return fill;
}
