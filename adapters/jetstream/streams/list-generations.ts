import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { listStreams } from './list-streams.ts';
import { isRecorded, recordOf } from './log-record.ts';
import type { StreamInfo } from './stream-info.ts';
import { readEventStream } from './stream-layout.ts';

/**
 * A generation: a log with a fixed number of partitions. A newer one takes all new events; older ones drain and expire.
 * Versions order generations, so later writes have higher versions.
 */
export interface Generation {
  number: number;
  partitions: number;
}

export interface FoundGeneration extends Generation {
  streams: Map<number, StreamInfo>;
}

/**
 * Every generation, oldest first. A replacement stream has the name of one that took events but another creation time. It is
 * not part of the log, because its sequences begin at 1 again. Throws LogUnavailable.
 */
export const listGenerations = async (link: NatsLink): Promise<FoundGeneration[]> =>
  (await readLog(link)).generations;

export interface FoundLog {
  /** The log's identity; null if it has none yet. */
  logId: string | null;
  /** As `listGenerations`. */
  generations: FoundGeneration[];
}

/** The log, from one list of its streams. Throws LogUnavailable. */
export async function readLog(link: NatsLink): Promise<FoundLog> {
  const streams = await listStreams(link);
  const record = recordOf(streams);
  const generations = generationsOf([...streams.values()].filter((info) => isRecorded(record, info)));
  return { logId: record.logId, generations };
}

/** The generations that these streams form, oldest first. */
export function generationsOf(streams: Iterable<StreamInfo>): FoundGeneration[] {
  const byNumber = new Map<number, FoundGeneration>();
  for (const info of streams) {
    const name = readEventStream(info.config.name);
    if (!name) continue;
    const { generation, partition } = name;
    const metadata = (info.config.metadata ?? {}) as Record<string, string>;
    const found = byNumber.get(generation) ?? { number: generation, partitions: 0, streams: new Map() };
    found.partitions = Math.max(found.partitions, Number(metadata['waybill.partitions'] ?? 0), partition + 1);
    found.streams.set(partition, info);
    byNumber.set(generation, found);
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

export const isComplete = (found: FoundGeneration): boolean => found.streams.size === found.partitions;

export const isClosed = (found: FoundGeneration): boolean =>
  [...found.streams.values()].some(({ config }) => config.subjects[0]?.startsWith('closed-') ?? true);

/** The newest generation, if all its streams exist and are open. Throws LogUnavailable otherwise. */
export async function currentGeneration(link: NatsLink): Promise<Generation> {
  const newest = (await listGenerations(link)).at(-1);
  if (!newest || !isComplete(newest) || isClosed(newest)) {
    throw new LogUnavailable('The log has no complete generation of streams.');
  }
  return { number: newest.number, partitions: newest.partitions };
}
