import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { isClosedStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ConsumerFact, StreamFact } from '../../../contracts/pipeline-facts.ts';
import type { ConsumerStanding } from './consumer-standing.ts';
import { expiryOf, retentionLimits } from './retention-clock.ts';

export function consumerFact(standing: ConsumerStanding): ConsumerFact {
  const { stream, consumer, lag, rates, streamInfo } = standing;
  const oldestAt = standing.oldest?.storedAt ?? null;
  return {
    stream,
    consumer,
    projection: standing.class.projection,
    lag,
    isRetries: standing.isRetries,
    oldestAt,
    oldestExpiresAt: expiryOf(oldestAt, retentionLimits(streamInfo.config, streamInfo.state)),
    status: standing.status ?? 'unknown',
    statusSince: standing.statusSince,
    why: standing.described?.why ?? '',
    inPerSecond: rates?.inPerSecond ?? null,
    outPerSecond: rates?.outPerSecond ?? null,
    drainMs: standing.drainMs,
  };
}

export const streamFact = ({ config, state }: StreamInfo): StreamFact => {
  const maxBytes = Number(config.max_bytes ?? -1);
  return {
    stream: config.name,
    messages: state.messages,
    bytes: state.bytes,
    maxBytes: maxBytes > 0 ? maxBytes : null,
    // One of a closed generation is asked to take nothing any more.
    refusesWhenFull: config.discard === 'new' && !isClosedStream(config),
    oldestAt: state.messages > 0 ? Date.parse(state.first_ts) : null,
  };
};
