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
 * Creates the missing streams of a generation, and only then records it: until then nobody publishes to it. So events
 * that replacement streams had accepted come before all others in it.
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

/** Records a generation as the newest that takes events, with the identity of each of its streams. */
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

/** What there is of the log, and what was ever recorded of it. */
export interface Snapshot {
  record: LogRecord;
  streams: ReadonlyMap<string, StreamInfo>;
  /** With streams that only have the name of one of it. */
  newest: FoundGeneration | undefined;
}

/**
 * What is recorded is read first: what others create meanwhile then shows as newer than recorded, and is completed
 * with them. The other way round it would be taken for gone, and one more generation begun.
 */
export async function readSnapshot(link: NatsLink): Promise<Snapshot> {
  const record = await readLogRecord(link);
  const streams = await listStreams(link);
  const logId = recordOf(streams).logId ?? record.logId;
  return { record: { ...record, logId }, streams, newest: generationsOf(streams.values()).at(-1) };
}

/** Those of a generation that are not the recorded ones, or end before what they confirmed: what they took is to be stored again. */
export const replacementsOf = ({ record, newest }: Snapshot): CarriedStream[] =>
  [...(newest?.streams.values() ?? [])].flatMap((info) => carriedFrom(record, info));

/** Starts the generation after a snapshot. */
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
 * Starts the next generation, with `partitions` partitions. The older one is closed first, so that no two
 * generations ever take events at once: gateways wait in between, and find the new one. Safe to repeat.
 */
export const startGeneration = async (
  link: NatsLink,
  limits: LogLimits,
  partitions: number,
): Promise<Generation> => startNext(link, limits, await readSnapshot(link), partitions);
