import { apiRequest } from './api-request.ts';
import { type Drift, ensureStream, type StreamInfo } from './ensure-stream.ts';
import { LogUnavailable, type NatsLink } from './nats-link.ts';
import {
  closedSubject,
  eventStream,
  eventStreamConfig,
  type LogLimits,
  readEventStream,
} from './stream-layout.ts';

/**
 * A generation is a log with a fixed number of partitions. A newer one takes all new events; older ones drain
 * and expire. Versions order generations, so what was written later stays later.
 */
export interface Generation {
  number: number;
  partitions: number;
}

interface Found extends Generation {
  streams: Map<number, StreamInfo>;
}

async function listEventStreams(link: NatsLink): Promise<StreamInfo[]> {
  const found: StreamInfo[] = [];
  for (let offset = 0; ; ) {
    const page = await apiRequest<{ total: number; streams: StreamInfo[] | null }>(link, 'STREAM.LIST', {
      offset,
    });
    const streams = page.streams ?? [];
    found.push(...streams.filter(({ config }) => readEventStream(config.name)));
    offset += streams.length;
    if (offset >= page.total || streams.length === 0) return found;
  }
}

/** Every generation there is, the oldest first. */
export async function listGenerations(link: NatsLink): Promise<Found[]> {
  const byNumber = new Map<number, Found>();
  for (const info of await listEventStreams(link)) {
    const { generation, partition } = readEventStream(info.config.name)!;
    const metadata = (info.config.metadata ?? {}) as Record<string, string>;
    const found = byNumber.get(generation) ?? { number: generation, partitions: 0, streams: new Map() };
    found.partitions = Math.max(found.partitions, Number(metadata['waybill.partitions'] ?? 0), partition + 1);
    found.streams.set(partition, info);
    byNumber.set(generation, found);
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

const isComplete = (found: Found): boolean => found.streams.size === found.partitions;
const isUnused = (found: Found): boolean =>
  [...found.streams.values()].every(({ state }) => state.last_seq === 0);

const isClosed = (found: Found): boolean =>
  [...found.streams.values()].some(({ config }) => config.subjects[0]?.startsWith('closed-') ?? true);

/** Takes an older generation out of use: its streams keep their events, but nothing can be published to them. */
async function closeGeneration(link: NatsLink, found: Found): Promise<void> {
  for (const [partition, { config }] of found.streams) {
    const subject = closedSubject(found.number, partition);
    if (config.subjects[0] === subject) continue;
    await apiRequest(link, `STREAM.UPDATE.${config.name}`, { ...config, subjects: [subject] });
  }
}

async function createStreams(link: NatsLink, limits: LogLimits, generation: Generation): Promise<Drift[]> {
  const drift: Drift[] = [];
  for (let partition = 0; partition < generation.partitions; partition += 1) {
    const config = eventStreamConfig(limits, generation.number, partition, generation.partitions);
    drift.push(...(await ensureStream(link, config)));
  }
  return drift;
}

/**
 * Starts the next generation, with `partitions` partitions. The older one is closed first, so that no two
 * generations ever take events at once: gateways wait in between, and find the new one. Safe to repeat.
 */
export async function startGeneration(
  link: NatsLink,
  limits: LogLimits,
  partitions: number,
): Promise<Generation> {
  const newest = (await listGenerations(link)).at(-1);
  const next = { number: (newest?.number ?? 0) + 1, partitions };
  if (newest) await closeGeneration(link, newest);
  await createStreams(link, limits, next);
  return next;
}

export interface EnsuredGeneration {
  generation: Generation;
  drift: Drift[];
  /** Partitions that held events and are gone: their loss began a new generation. */
  lostStreams: string[];
}

/**
 * The generation that takes events: the newest, created when there is none, completed when its creation was cut
 * short. When a partition that was in use is missing, a new generation is begun: a stream made anew would count
 * from 1 again, and versions must never go back.
 */
export async function ensureGeneration(
  link: NatsLink,
  limits: LogLimits,
  partitionsOfNew: number,
): Promise<EnsuredGeneration> {
  const newest = (await listGenerations(link)).at(-1);
  if (!newest) {
    const generation = { number: 1, partitions: partitionsOfNew };
    return { generation, drift: await createStreams(link, limits, generation), lostStreams: [] };
  }
  const { number, partitions } = newest;
  if (isClosed(newest)) {
    return { generation: await startGeneration(link, limits, partitions), drift: [], lostStreams: [] };
  }
  if (isComplete(newest) || isUnused(newest)) {
    const drift = await createStreams(link, limits, { number, partitions });
    return { generation: { number, partitions }, drift, lostStreams: [] };
  }
  const lostStreams = Array.from({ length: partitions }, (_, partition) => partition)
    .filter((partition) => !newest.streams.has(partition))
    .map((partition) => eventStream(number, partition));
  const generation = await startGeneration(link, limits, partitions);
  return { generation, drift: [], lostStreams };
}

/** The newest generation, all of whose streams are there and open. Throws LogUnavailable when there is none. */
export async function currentGeneration(link: NatsLink): Promise<Generation> {
  const newest = (await listGenerations(link)).at(-1);
  if (!newest || !isComplete(newest) || isClosed(newest)) {
    throw new LogUnavailable('The log has no complete generation of streams.');
  }
  return { number: newest.number, partitions: newest.partitions };
}
