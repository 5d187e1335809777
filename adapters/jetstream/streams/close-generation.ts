import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { FoundGeneration } from './list-generations.ts';
import { LOG_ID } from './log-id.ts';
import { isRecorded, type LogRecord } from './log-record.ts';
import { REPLACES } from './same-stream.ts';
import { type StreamInfo, streamInfo } from './stream-info.ts';
import { closedSubject } from './stream-layout.ts';

const NEXT_PARTITIONS = 'waybill.next-partitions';
const CARRY_AFTER = 'waybill.carry-after';
const MIN_STREAM_BYTES = 1024 ** 2;

/** Whether a closed stream replaced one that took events: it is not part of the log. */
export const isReplacement = ({ config }: Pick<StreamInfo, 'config'>): boolean =>
  (config.metadata as Record<string, string> | undefined)?.[REPLACES] !== undefined;

/** An event stream whose events after the sequence `after` must be stored again in the next generation. */
export interface CarriedStream {
  info: StreamInfo;
  after: number;
}

/**
 * What the next generation must carry over from a stream: what was noted when it was closed, or everything if it is not the
 * recorded stream.
 */
export function carriedFrom(record: LogRecord, info: StreamInfo): CarriedStream[] {
  const noted = (info.config.metadata as Record<string, string> | undefined)?.[CARRY_AFTER];
  if (noted !== undefined) return [{ info, after: Number(noted) }];
  return isRecorded(record, info) ? [] : [{ info, after: 0 }];
}

/**
 * Closes a generation: its streams keep their events, but nothing can be published to them. They note the next generation's
 * number of partitions, and the sequence after which events are carried over. So any process that finds them closed creates
 * the same next generation. A stream that is not the recorded one is marked as its replacement.
 */
export async function closeGeneration(
  link: NatsLink,
  found: FoundGeneration,
  nextPartitions: number,
  record: LogRecord,
  carried: readonly CarriedStream[],
): Promise<void> {
  const after = new Map(carried.map((each) => [each.info.config.name, each.after]));
  for (const [partition, info] of found.streams) {
    const { config } = info;
    const subject = closedSubject(found.number, partition);
    if (config.subjects[0] !== subject) {
      const replaces = isRecorded(record, info) ? {} : { [REPLACES]: record.created[config.name] };
      const metadata = {
        // A stream from an older version has none.
        ...(record.logId !== null && !(REPLACES in replaces) && { [LOG_ID]: record.logId }),
        ...(config.metadata as object),
        [NEXT_PARTITIONS]: String(nextPartitions),
        ...(after.has(config.name) && { [CARRY_AFTER]: String(after.get(config.name)) }),
        ...replaces,
      };
      // A stream created by hand may not allow batch reads.
      const closed = { ...config, subjects: [subject], metadata, allow_direct: true };
      await apiRequest(link, `STREAM.UPDATE.${config.name}`, closed);
    }
    await releaseRoom(link, config.name);
  }
}

/**
 * Releases the space that a closed stream reserves beyond its content. It gets no more events, and the server counts
 * reserved bytes as used when the next generation is created.
 */
async function releaseRoom(link: NatsLink, stream: string): Promise<void> {
  const info = await streamInfo(link, stream);
  if (!info) return;
  const held = Math.max(info.state.bytes, MIN_STREAM_BYTES);
  if ((info.config.max_bytes as number) <= held) return;
  await apiRequest(link, `STREAM.UPDATE.${stream}`, { ...info.config, max_bytes: held });
}

/** The number of partitions of the next generation: as noted when this one was closed, otherwise the same number. */
export function nextPartitionsOf(found: FoundGeneration): number {
  for (const { config } of found.streams.values()) {
    const noted = (config.metadata as Record<string, string> | undefined)?.[NEXT_PARTITIONS];
    if (noted) return Number(noted);
  }
  return found.partitions;
}
