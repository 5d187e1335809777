import { findLostStreams } from './find-lost-streams.ts';
import type { Generation } from './list-generations.ts';
import { listStreams } from './list-streams.ts';
import { mergedRecords, recordOf } from './log-record.ts';
import type { NatsLink } from './nats-link.ts';
import type { SeenStreams } from './seen-streams.ts';
import { eventStream, fixedStreamConfigs, type LogLimits } from './stream-layout.ts';

export interface LogComparison {
  /** Streams that Waybill needs and that are not there. */
  missing: string[];
  /** Whether every stream is there and the recorded one, and no newer generation has begun. */
  isCurrent: boolean;
}

/** Compares the log with what is recorded and was seen of it, by one list of its streams. Throws LogUnavailable. */
export async function compareLog(
  link: NatsLink,
  limits: LogLimits,
  { number, partitions }: Generation,
  seen: SeenStreams,
): Promise<LogComparison> {
  const streams = await listStreams(link);
  const wanted = [
    ...fixedStreamConfigs(limits).map(({ name }) => name),
    ...Array.from({ length: partitions }, (_, partition) => eventStream(number, partition)),
  ];
  const missing = wanted.filter((name) => !streams.has(name));
  const record = mergedRecords([recordOf(streams), seen.record]);
  const lost = findLostStreams(streams, record, seen, Date.now());
  const isCurrent = record.newest <= number && missing.length === 0 && lost.length === 0;
  if (isCurrent) seen.take(streams);
  return { missing, isCurrent };
}
