import type { ConsumersListed, ListedConsumer } from '../../../adapters/jetstream/consume/list-consumers.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { RETRIES, readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';

/** A consumer that a projection in use should have and the server doesn't list. */
export interface MissingConsumer {
  projection: string;
  info: ListedConsumer;
  stream: StreamInfo;
  /** Its generation waits for the one before it: its worker has not made the consumer yet, and no event was delivered. */
  isAwaited: boolean;
}

/**
 * The build in use of a projection needs a consumer on every event stream, and one on RETRIES where events wait there. Where it has none, nobody can tell
 * what of that stream is applied; in a generation later than any it has a consumer on, nothing is.
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

/** A consumer that has been given nothing yet. */
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
