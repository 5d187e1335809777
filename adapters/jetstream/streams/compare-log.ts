import { lostStreamKey } from '../../../contracts/lost-stream.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { findLostStreams } from './find-lost-streams.ts';
import type { Generation } from './list-generations.ts';
import { listStreams } from './list-streams.ts';
import { type LogRecord, mergedRecords, recordOf } from './log-record.ts';
import type { SeenStreams } from './seen-streams.ts';
import { fixedStreamConfigs, type LogLimits } from './stream-configs.ts';
import { eventStream } from './stream-layout.ts';

interface LogComparison {
  /** Streams that Waybill needs and that are missing. */
  missing: string[];
  /** Whether every stream exists and is the recorded one, and no newer generation has begun. */
  isCurrent: boolean;
}

/** Compares a list of the log's streams with the log's record and with what this process has seen. Throws LogUnavailable. */
export async function compareLog(
  link: NatsLink,
  limits: LogLimits,
  { number, partitions }: Generation,
  seen: SeenStreams,
): Promise<LogComparison> {
  const mark = seen.mark();
  const streams = await listStreams(link);
  const wanted = [
    ...fixedStreamConfigs(limits).map(({ name }) => name),
    ...Array.from({ length: partitions }, (_, partition) => eventStream(number, partition)),
  ];
  const missing = wanted.filter((name) => !streams.has(name));
  const kept = recordOf(streams);
  const record = mergedRecords([kept, seen.record]);
  const lost = findLostStreams(streams, record, seen, mark, Date.now());
  const isCurrent =
    record.newest <= number &&
    missing.length === 0 &&
    lost.length === 0 &&
    keeps(kept, number, wanted, record);
  if (isCurrent) seen.take(streams);
  return { missing, isCurrent };
}

/** Two processes may have overwritten each other's record: the one that knows more writes it again. */
function keeps(kept: LogRecord, newest: number, streams: readonly string[], known: LogRecord): boolean {
  const lost = new Set(kept.lost.map(lostStreamKey));
  return (
    kept.logId !== null &&
    kept.newest === newest &&
    streams.every((name) => kept.created[name] !== undefined) &&
    known.lost.every((each) => lost.has(lostStreamKey(each)))
  );
}
