import type { NatsLink } from '../connection/nats-link.ts';
import { carryOver } from './carry-over.ts';
import { type CarriedStream, carriedFrom, closeGeneration } from './close-generation.ts';
import { type Drift, ensureStream } from './ensure-stream.ts';
import { type FoundGeneration, type Generation, generationsOf } from './list-generations.ts';
import { listStreams } from './list-streams.ts';
import { LOG_ID } from './log-id.ts';
import { type LogRecord, readLogRecord, recordOf, updateLogRecord } from './log-record.ts';
import { eventStreamConfig, type LogLimits } from './stream-configs.ts';
import type { StreamInfo } from './stream-info.ts';
import { eventStream } from './stream-layout.ts';

/**
 * Creates the missing streams of a generation, and records it only then: until then nobody publishes to it. So the events
 * that replacement streams had accepted come first in it.
 */
export async function completeGeneration(
  link: NatsLink,
  limits: LogLimits,
  generation: Generation,
  logId: string | null,
  carried: readonly CarriedStream[] = [],
): Promise<Drift[]> {
  const drift: Drift[] = [];
  for (let partition = 0; partition < generation.partitions; partition += 1) {
    const config = eventStreamConfig(limits, generation.number, partition, generation.partitions);
    drift.push(...(await ensureStream(link, config, logId === null ? {} : { [LOG_ID]: logId })));
  }
  for (const { info, after } of carried) await carryOver(link, info, after, generation);
  await recordGeneration(link, generation);
  return drift;
}

/** Records a generation as the newest one that takes events, with the identity of each of its streams. */
async function recordGeneration(link: NatsLink, { number, partitions }: Generation): Promise<void> {
  const streams = await listStreams(link);
  await updateLogRecord(link, (record) => {
    const created = { ...record.created };
    for (let partition = 0; partition < partitions; partition += 1) {
      const name = eventStream(number, partition);
      const info = streams.get(name);
      if (info) created[name] ??= info.created;
    }
    return { ...record, newest: Math.max(record.newest, number), created };
  });
}

/** The log's streams and its record. */
export interface Snapshot {
  record: LogRecord;
  streams: ReadonlyMap<string, StreamInfo>;
  /** Includes streams that only have the name of one of its streams. */
  newest: FoundGeneration | undefined;
}

/**
 * Reads the record first: what others create meanwhile is then newer than the record, and is completed together with them.
 * In the other order it would look missing, and one more generation would begin.
 */
export async function readSnapshot(link: NatsLink): Promise<Snapshot> {
  const record = await readLogRecord(link);
  const streams = await listStreams(link);
  const logId = recordOf(streams).logId ?? record.logId;
  return { record: { ...record, logId }, streams, newest: generationsOf(streams.values()).at(-1) };
}

/**
 * The streams of a generation that are not the recorded ones, or end before a confirmed event: their events must be stored
 * again.
 */
export const replacementsOf = ({ record, newest }: Snapshot): CarriedStream[] =>
  [...(newest?.streams.values() ?? [])].flatMap((info) => carriedFrom(record, info));

/** Starts the generation that follows a snapshot. */
export async function startNext(
  link: NatsLink,
  limits: LogLimits,
  snapshot: Snapshot,
  partitions: number,
  carried: readonly CarriedStream[] = replacementsOf(snapshot),
): Promise<Generation> {
  const { record, newest } = snapshot;
  const next = { number: Math.max(newest?.number ?? 0, record.newest) + 1, partitions };
  if (newest) await closeGeneration(link, newest, partitions, record, carried);
  await completeGeneration(link, limits, next, record.logId, carried);
  return next;
}

/**
 * Starts the next generation, with `partitions` partitions. Closes the older one first, so that two generations never take
 * events at once: gateways wait in between, and then find the new one. Safe to repeat.
 */
export const startGeneration = async (
  link: NatsLink,
  limits: LogLimits,
  partitions: number,
): Promise<Generation> => startNext(link, limits, await readSnapshot(link), partitions);
