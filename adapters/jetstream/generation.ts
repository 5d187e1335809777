import { apiRequest } from './api-request.ts';
import { type Drift, ensureStream, type StreamInfo, streamInfo } from './ensure-stream.ts';
import { LogUnavailable, type NatsLink } from './nats-link.ts';
import {
  closedSubject,
  DEAD_LETTERS,
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

const isClosed = (found: Found): boolean =>
  [...found.streams.values()].some(({ config }) => config.subjects[0]?.startsWith('closed-') ?? true);

const NEXT_PARTITIONS = 'waybill.next-partitions';
const MIN_STREAM_BYTES = 1024 ** 2;

/**
 * Takes a generation out of use: its streams keep their events, but nothing can be published to them. They note how
 * many partitions the next one has, so that whoever finds them closed creates the very same next generation.
 */
async function closeGeneration(link: NatsLink, found: Found, nextPartitions: number): Promise<void> {
  for (const [partition, { config }] of found.streams) {
    const subject = closedSubject(found.number, partition);
    if (config.subjects[0] !== subject) {
      const metadata = { ...(config.metadata as object), [NEXT_PARTITIONS]: String(nextPartitions) };
      await apiRequest(link, `STREAM.UPDATE.${config.name}`, { ...config, subjects: [subject], metadata });
    }
    await releaseRoom(link, config.name);
  }
}

/**
 * Gives back what a closed stream reserves beyond what it holds: nothing more comes, and the server counts reserved
 * bytes as used when the next generation is created.
 */
async function releaseRoom(link: NatsLink, stream: string): Promise<void> {
  const info = await streamInfo(link, stream);
  if (!info) return;
  const held = Math.max(info.state.bytes, MIN_STREAM_BYTES);
  if ((info.config.max_bytes as number) <= held) return;
  await apiRequest(link, `STREAM.UPDATE.${stream}`, { ...info.config, max_bytes: held });
}

/** How many partitions the generation after this one has: as noted when it was closed, else as many. */
function nextPartitionsOf(found: Found): number {
  for (const { config } of found.streams.values()) {
    const noted = (config.metadata as Record<string, string> | undefined)?.[NEXT_PARTITIONS];
    if (noted) return Number(noted);
  }
  return found.partitions;
}

const NEWEST = 'waybill.newest-generation';

/**
 * The newest generation that ever took events: 0 for none. It is kept beside the dead letters, so that a number is
 * never given twice, even when every stream of a generation was deleted by hand.
 */
async function recordedGeneration(link: NatsLink): Promise<number> {
  const metadata = (await streamInfo(link, DEAD_LETTERS))?.config.metadata as
    | Record<string, string>
    | undefined;
  return Number(metadata?.[NEWEST] ?? 0);
}

async function recordGeneration(link: NatsLink, number: number): Promise<void> {
  const info = await streamInfo(link, DEAD_LETTERS);
  const metadata = (info?.config.metadata ?? {}) as Record<string, string>;
  if (!info || Number(metadata[NEWEST] ?? 0) >= number) return;
  await apiRequest(link, `STREAM.UPDATE.${DEAD_LETTERS}`, {
    ...info.config,
    metadata: { ...metadata, [NEWEST]: String(number) },
  });
}

/** Creates what is missing of a generation, and only then records it: until it is recorded nobody publishes to it. */
async function completeGeneration(
  link: NatsLink,
  limits: LogLimits,
  generation: Generation,
): Promise<Drift[]> {
  const drift: Drift[] = [];
  for (let partition = 0; partition < generation.partitions; partition += 1) {
    const config = eventStreamConfig(limits, generation.number, partition, generation.partitions);
    drift.push(...(await ensureStream(link, config)));
  }
  await recordGeneration(link, generation.number);
  return drift;
}

interface Snapshot {
  recorded: number;
  newest: Found | undefined;
}

/**
 * What is recorded is read first: what others create meanwhile then shows as newer than recorded, and is completed
 * with them. The other way round it would be taken for gone, and one more generation begun.
 */
async function readSnapshot(link: NatsLink): Promise<Snapshot> {
  const recorded = await recordedGeneration(link);
  return { recorded, newest: (await listGenerations(link)).at(-1) };
}

async function startNext(
  link: NatsLink,
  limits: LogLimits,
  { recorded, newest }: Snapshot,
  partitions: number,
): Promise<Generation> {
  const next = { number: Math.max(newest?.number ?? 0, recorded) + 1, partitions };
  if (newest) await closeGeneration(link, newest, partitions);
  await completeGeneration(link, limits, next);
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

export interface EnsuredGeneration {
  generation: Generation;
  drift: Drift[];
  /** Streams that took events and are gone: their loss began a new generation. */
  lostStreams: string[];
}

/**
 * The generation that takes events: the newest, created when there is none, completed when its creation was cut
 * short. When a stream of it that took events is gone, a new generation is begun: a stream made anew would count
 * from 1 again, and versions must never go back.
 */
export async function ensureGeneration(
  link: NatsLink,
  limits: LogLimits,
  partitionsOfNew: number,
): Promise<EnsuredGeneration> {
  const snapshot = await readSnapshot(link);
  const { newest, recorded } = snapshot;
  if (
    newest &&
    newest.number >= recorded &&
    !isClosed(newest) &&
    (isComplete(newest) || newest.number > recorded)
  ) {
    const generation = { number: newest.number, partitions: newest.partitions };
    return { generation, drift: await completeGeneration(link, limits, generation), lostStreams: [] };
  }
  const partitions = newest ? nextPartitionsOf(newest) : partitionsOfNew;
  const generation = await startNext(link, limits, snapshot, partitions);
  return { generation, drift: [], lostStreams: lostStreamsOf(newest, recorded) };
}

function lostStreamsOf(newest: Found | undefined, recorded: number): string[] {
  if (recorded > (newest?.number ?? 0)) return [`EVENTS-${recorded}-*`];
  if (!newest || isClosed(newest)) return [];
  return Array.from({ length: newest.partitions }, (_, partition) => partition)
    .filter((partition) => !newest.streams.has(partition))
    .map((partition) => eventStream(newest.number, partition));
}

/** The newest generation, all of whose streams are there and open. Throws LogUnavailable when there is none. */
export async function currentGeneration(link: NatsLink): Promise<Generation> {
  const newest = (await listGenerations(link)).at(-1);
  if (!newest || !isComplete(newest) || isClosed(newest)) {
    throw new LogUnavailable('The log has no complete generation of streams.');
  }
  return { number: newest.number, partitions: newest.partitions };
}
