import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { subjectCounts } from '../../adapters/jetstream/connection/subject-counts.ts';
import { isComplete, listGenerations } from '../../adapters/jetstream/streams/list-generations.ts';
import type { StreamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import { DEMO_CHANNEL_PREFIX } from './demo-conversation.ts';

/** A log with more events is not examined, since demo data never has so many. */
const MOST_EVENTS = 3_000;

type Look =
  | { only: true /** Demo channels that exist. */; channels: ReadonlySet<string> }
  | { only: false; why: string };

/**
 * Whether a log has only ever held demo data. Exact: examines every subject of a small log; a larger log holds other
 * data. Throws ApiRefusal, and LogUnavailable, also while the log's streams are being created.
 */
export async function lookForOthers(link: NatsLink): Promise<Look> {
  const generations = await listGenerations(link);
  const newest = generations.at(-1);
  if (!newest || !isComplete(newest)) throw new LogUnavailable('The log’s streams are still being created.');
  const isWhole = generations.every((found, at) => found.number === at + 1 && isComplete(found));
  const streams = generations.flatMap((found) => [...found.streams.values()]);
  if (!isWhole || streams.some(hasDropped))
    return { only: false, why: 'The log has dropped events, so what it held is unknown.' };
  if (streams.reduce((sum, { state }) => sum + state.messages, 0) > MOST_EVENTS)
    return { only: false, why: 'The log holds more events than demo data makes.' };
  const channels = new Set<string>();
  for (const found of generations) {
    for (const [partition, { state }] of found.streams) {
      if (state.messages === 0) continue;
      for (const [subject] of await subjectCounts(link, eventStream(found.number, partition))) {
        const [, , aggregate, id = '', eventName] = subject.split('.');
        if (aggregate !== 'channel' || !id.startsWith(DEMO_CHANNEL_PREFIX))
          return { only: false, why: 'The log holds commands that are not demo data.' };
        if (eventName === 'channel-created') channels.add(id);
      }
    }
  }
  return { only: true, channels };
}

const hasDropped = ({ state }: StreamInfo): boolean => state.messages !== state.last_seq;
