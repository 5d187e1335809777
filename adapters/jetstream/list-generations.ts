import { apiRequest } from './api-request.ts';
import { LogUnavailable } from './log-unavailable.ts';
import type { NatsLink } from './nats-link.ts';
import type { StreamInfo } from './stream-info.ts';
import { readEventStream } from './stream-layout.ts';

/**
 * A generation is a log with a fixed number of partitions. A newer one takes all new events; older ones drain
 * and expire. Versions order generations, so what was written later stays later.
 */
export interface Generation {
  number: number;
  partitions: number;
}

export interface FoundGeneration extends Generation {
  streams: Map<number, StreamInfo>;
}

async function listEventStreams(link: NatsLink): Promise<StreamInfo[]> {
  const found: StreamInfo[] = [];
  for (let offset = 0; ; ) {
    const page = await apiRequest<{
      total: number;
      streams: StreamInfo[] | null;
      missing?: string[] | null;
    }>(link, 'STREAM.LIST', {
      offset,
    });
    // Streams whose leader did not answer: they are there, and must not be taken for lost.
    if (page.missing?.length) throw new LogUnavailable(`Streams did not answer: ${page.missing.join(', ')}.`);
    const streams = page.streams ?? [];
    found.push(...streams.filter(({ config }) => readEventStream(config.name)));
    offset += streams.length;
    if (offset >= page.total || streams.length === 0) return found;
  }
}

/** Every generation there is, the oldest first. */
export async function listGenerations(link: NatsLink): Promise<FoundGeneration[]> {
  const byNumber = new Map<number, FoundGeneration>();
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

export const isComplete = (found: FoundGeneration): boolean => found.streams.size === found.partitions;

export const isClosed = (found: FoundGeneration): boolean =>
  [...found.streams.values()].some(({ config }) => config.subjects[0]?.startsWith('closed-') ?? true);

/** The newest generation, all of whose streams are there and open. Throws LogUnavailable when there is none. */
export async function currentGeneration(link: NatsLink): Promise<Generation> {
  const newest = (await listGenerations(link)).at(-1);
  if (!newest || !isComplete(newest) || isClosed(newest)) {
    throw new LogUnavailable('The log has no complete generation of streams.');
  }
  return { number: newest.number, partitions: newest.partitions };
}
