import type { ConsumersListed, ListedConsumer } from '../../../adapters/jetstream/consume/list-consumers.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { RETRIES, readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';

/** A consumer that a projection in use should have and the server doesn't list. */
export interface MissingConsumer {
  projection: string;
  info: ListedConsumer;
  stream: StreamInfo;
  /** Its generation waits for the previous one: its worker has not created the consumer yet, and no event was delivered. */
  isAwaited: boolean;
}

/**
 * The epoch in use of a projection needs a consumer on every event stream, and one on RETRIES if events are waiting there.
 * Without a consumer, what is applied from that stream is unknown; in a generation later than any with a consumer, nothing is
 * applied.
 */
export function missingConsumers(
  { streams }: Pick<ConsumersListed, 'streams'>,
  current: ReadonlyMap<string, string>,
  hasRetries: (consumer: string) => boolean,
): MissingConsumer[] {
  const missing: MissingConsumer[] = [];
  for (const [projection, name] of current) {
    let reached = 0;
    const without: StreamInfo[] = [];
    for (const { info, consumers, silent } of streams) {
      const generation = readEventStream(info.config.name)?.generation;
      if (generation === undefined && (info.config.name !== RETRIES || !hasRetries(name))) continue;
      const has = silent.includes(name) || consumers.some((each) => each.name === name);
      if (has) reached = Math.max(reached, generation ?? 0);
      else without.push(info);
    }
    for (const stream of without) {
      const generation = readEventStream(stream.config.name)?.generation;
      const isAwaited = reached > 0 && generation !== undefined && generation > reached;
      missing.push({ projection, stream, isAwaited, info: standIn(stream, name) });
    }
  }
  return missing;
}

/** A consumer to which nothing was delivered yet. */
const standIn = ({ config, state, created }: StreamInfo, name: string): ListedConsumer => ({
  stream_name: config.name,
  name,
  created,
  config: { durable_name: name },
  delivered: { stream_seq: 0, consumer_seq: 0 },
  ack_floor: { stream_seq: 0, consumer_seq: 0 },
  num_ack_pending: 0,
  num_redelivered: 0,
  num_waiting: 0,
  num_pending: state.messages,
});
