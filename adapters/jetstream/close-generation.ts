import { apiRequest } from './api-request.ts';
import type { FoundGeneration } from './list-generations.ts';
import type { NatsLink } from './nats-link.ts';
import { streamInfo } from './stream-info.ts';
import { closedSubject } from './stream-layout.ts';

const NEXT_PARTITIONS = 'waybill.next-partitions';
const MIN_STREAM_BYTES = 1024 ** 2;

/**
 * Takes a generation out of use: its streams keep their events, but nothing can be published to them. They note how
 * many partitions the next one has, so that whoever finds them closed creates the very same next generation.
 */
export async function closeGeneration(
  link: NatsLink,
  found: FoundGeneration,
  nextPartitions: number,
): Promise<void> {
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
export function nextPartitionsOf(found: FoundGeneration): number {
  for (const { config } of found.streams.values()) {
    const noted = (config.metadata as Record<string, string> | undefined)?.[NEXT_PARTITIONS];
    if (noted) return Number(noted);
  }
  return found.partitions;
}
