import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { subjectCounts } from '../../../adapters/jetstream/connection/subject-counts.ts';
import { isComplete, listGenerations } from '../../../adapters/jetstream/streams/list-generations.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { eventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { MOST_SAMPLES, SAMPLE_CHANNEL_PREFIX } from '../../../contracts/samples.ts';

/** The limit of subjects to list: edits of dead letters make events too. A log with more holds other data. */
const LOOKED_AT = 2 * MOST_SAMPLES;

export type SampleLook =
  | { only: true; samples: number /** Those that were created. */; channels: ReadonlySet<string> }
  | { only: false; why: string };

/**
 * Whether a log has only ever held demo data. Exact: in a log as small as the demo's every subject is checked, and a larger one
 * holds something else. Costs one list of streams, and one request per non-empty partition. Throws LogUnavailable, also while
 * the streams are being created; ApiRefusal.
 */
export async function lookForOthers(link: NatsLink): Promise<SampleLook> {
  const generations = await listGenerations(link);
  const newest = generations.at(-1);
  if (!newest || !isComplete(newest))
    throw new LogUnavailable('The log’s streams have not all been created yet.');
  const isWhole = generations.every((found, at) => found.number === at + 1 && isComplete(found));
  const streams = generations.flatMap((found) => [...found.streams.values()]);
  if (!isWhole || streams.some(hasDropped))
    return { only: false, why: 'The log has dropped events, so what it held is unknown.' };
  if (streams.reduce((sum, { state }) => sum + state.messages, 0) > LOOKED_AT)
    return { only: false, why: 'The log holds more events than the demo makes.' };
  let samples = 0;
  const channels = new Set<string>();
  for (const found of generations) {
    for (const [partition, { state }] of found.streams) {
      if (state.messages === 0) continue;
      for (const [subject, count] of await subjectCounts(link, eventStream(found.number, partition))) {
        const [, , aggregate, id = '', eventName] = subject.split('.');
        if (aggregate !== 'channel' || !id.startsWith(SAMPLE_CHANNEL_PREFIX))
          return { only: false, why: 'The log holds events that are not demo data.' };
        samples += count;
        if (eventName === 'channel-created') channels.add(id);
      }
    }
  }
  return { only: true, samples, channels };
}

const hasDropped = ({ state }: StreamInfo): boolean => state.messages !== state.last_seq;
