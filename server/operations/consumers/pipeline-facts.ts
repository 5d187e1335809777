import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { isClosedStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ConsumerFact, StreamFact } from '../../../contracts/pipeline-facts.ts';
import { expiryOf, retentionLimits } from './retention-clock.ts';
import type { WatchedConsumer } from './watched-consumer.ts';

export function consumerFact(watched: WatchedConsumer): ConsumerFact {
  const { stream, consumer, lag, rates, streamInfo } = watched;
  const oldestAt = watched.oldest?.storedAt ?? null;
  return {
    stream,
    consumer,
    projection: watched.class.projection,
    lag,
    isRetries: watched.isRetries,
    oldestAt,
    oldestExpiresAt: expiryOf(oldestAt, retentionLimits(streamInfo.config, streamInfo.state)),
    status: watched.status ?? 'unknown',
    statusSince: watched.statusSince,
    why: watched.described?.why ?? '',
    inPerSecond: rates?.inPerSecond ?? null,
    outPerSecond: rates?.outPerSecond ?? null,
    drainMs: watched.drainMs,
  };
}

export const streamFact = ({ config, state }: StreamInfo): StreamFact => {
  const maxBytes = Number(config.max_bytes ?? -1);
  return {
    stream: config.name,
    messages: state.messages,
    bytes: state.bytes,
    maxBytes: maxBytes > 0 ? maxBytes : null,
    // A stream of a closed generation takes no more messages.
    refusesWhenFull: config.discard === 'new' && !isClosedStream(config),
    oldestAt: state.messages > 0 ? Date.parse(state.first_ts) : null,
  };
};
