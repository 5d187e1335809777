import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { subjectCounts } from '../../../adapters/jetstream/connection/subject-counts.ts';
import { isComplete, listGenerations } from '../../../adapters/jetstream/streams/list-generations.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { eventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { MOST_SAMPLES, SAMPLE_CHANNEL_PREFIX } from '../../../contracts/samples.ts';

/** Edits of dead letters make events too: beyond this a log is none of samples, and its subjects aren't listed. */
const LOOKED_AT = 2 * MOST_SAMPLES;

export type SampleLook =
  | { only: true; samples: number /** Those that were created. */; channels: ReadonlySet<string> }
  | { only: false; why: string };

/**
 * Whether a log has never held anything but samples. Exact: of a log as small as samples make it every subject is looked
 * at, and a larger one holds something else. It costs one list of streams, and a request a partition that isn't empty.
 * Throws LogUnavailable, also while the log's streams are being made; ApiRefusal.
 */
export async function lookForOthers(link: NatsLink): Promise<SampleLook> {
  const generations = await listGenerations(link);
  const newest = generations.at(-1);
  if (!newest || !isComplete(newest)) throw new LogUnavailable('The log’s streams are not all there yet.');
  const isWhole = generations.every((found, at) => found.number === at + 1 && isComplete(found));
  const streams = generations.flatMap((found) => [...found.streams.values()]);
  if (!isWhole || streams.some(hasDropped))
    return { only: false, why: 'The log has dropped events, so nobody can tell what it held.' };
  if (streams.reduce((sum, { state }) => sum + state.messages, 0) > LOOKED_AT)
    return { only: false, why: 'The log holds more events than samples make.' };
  let samples = 0;
  const channels = new Set<string>();
  for (const found of generations) {
    for (const [partition, { state }] of found.streams) {
      if (state.messages === 0) continue;
      for (const [subject, count] of await subjectCounts(link, eventStream(found.number, partition))) {
        const [, , aggregate, id = '', eventName] = subject.split('.');
        if (aggregate !== 'channel' || !id.startsWith(SAMPLE_CHANNEL_PREFIX))
          return { only: false, why: 'The log holds events that are no samples.' };
        samples += count;
        if (eventName === 'channel-created') channels.add(id);
      }
    }
  }
  return { only: true, samples, channels };
}

const hasDropped = ({ state }: StreamInfo): boolean => state.messages !== state.last_seq;
