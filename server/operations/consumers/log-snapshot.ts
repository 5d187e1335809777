import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { LogSnapshot } from '../../../contracts/ports/lag-history.ts';
import { streamFact } from './pipeline-facts.ts';
import { expiryOf, retentionLimits } from './retention-clock.ts';

/** What decides how long a consumer's oldest event is kept. */
export interface WaitingConsumer {
  class: { projection: string | null };
  isWatched: boolean;
  lag: number | null;
  oldest: { storedAt: number } | undefined;
  streamInfo: StreamInfo;
}

/** How full the log is, its event streams together; null if there are none. */
export function logSnapshot(
  streams: readonly StreamInfo[],
  consumers: readonly WaitingConsumer[],
  now: number,
): LogSnapshot | null {
  const events = streams.filter(({ config }) => readEventStream(config.name));
  if (events.length === 0) return null;
  const facts = events.map(streamFact);
  const isLimited = facts.every(({ maxBytes }) => maxBytes !== null);
  // A stream that takes no more messages may be full.
  const shares = facts.flatMap(({ bytes, maxBytes, refusesWhenFull }) =>
    maxBytes === null || !refusesWhenFull ? [] : bytes / maxBytes,
  );
  const oldest = facts.flatMap(({ oldestAt }) => oldestAt ?? []);
  return {
    bytes: sum(facts.map(({ bytes }) => bytes)),
    maxBytes: isLimited ? sum(facts.map(({ maxBytes }) => maxBytes ?? 0)) : null,
    messages: sum(facts.map(({ messages }) => messages)),
    fullestShare: shares.length > 0 ? Math.max(...shares) : null,
    oldestAt: oldest.length > 0 ? Math.min(...oldest) : null,
    leftMs: leftMs(events, consumers, now),
  };
}

/** Time until the first unprocessed event of a projection expires by age; without one, the retention. */
function leftMs(
  events: readonly StreamInfo[],
  consumers: readonly WaitingConsumer[],
  now: number,
): number | null {
  const kept = events.flatMap(({ config, state }) => retentionLimits(config, state).maxAgeMs || []);
  if (kept.length === 0) return null;
  const waiting = consumers.filter(
    (each) => each.class.projection !== null && each.isWatched && each.lag !== 0,
  );
  // A partition with an unknown oldest event may be the one that matters.
  if (waiting.some(({ oldest }) => oldest === undefined)) return null;
  const expiries = waiting.flatMap(
    ({ oldest, streamInfo: { config, state } }) =>
      expiryOf(oldest?.storedAt ?? null, retentionLimits(config, state)) ?? [],
  );
  return Math.max(0, Math.round(Math.min(...kept, ...expiries.map((at) => at - now))));
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
