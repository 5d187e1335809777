import type { LostStream } from '../../../contracts/lost-stream.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { sequenceAt } from '../connection/sequence-at.ts';
import { type CarriedStream, carriedFrom, nextPartitionsOf } from './close-generation.ts';
import type { Drift } from './ensure-stream.ts';
import { type FoundGeneration, type Generation, isClosed, isComplete } from './list-generations.ts';
import type { SeenStreams } from './seen-streams.ts';
import { completeGeneration, replacementsOf, type Snapshot, startNext } from './start-generation.ts';
import type { LogLimits } from './stream-configs.ts';
import { eventStream, readEventStream } from './stream-layout.ts';

export interface EnsuredGeneration {
  generation: Generation;
  drift: Drift[];
  /** Streams that took events and are lost: because of them a new generation began. */
  lostStreams: string[];
}

/**
 * The generation that takes events: the newest one. Creates it if there is none, and completes it if its creation was
 * interrupted. If a stream of it that took events is lost (it is missing, was replaced, or ends before a confirmed event), a
 * new generation begins: otherwise sequences would be used twice, and versions must never go back.
 */
export async function ensureGeneration(
  link: NatsLink,
  limits: LogLimits,
  partitionsOfNew: number,
  snapshot: Snapshot,
  lost: readonly LostStream[],
  seen: SeenStreams,
): Promise<EnsuredGeneration> {
  const { newest, record } = snapshot;
  const recorded = record.newest;
  const shortened = shortenedOf(newest, lost);
  const isWhole = newest !== undefined && isComplete(newest) && replacementsOf(snapshot).length === 0;
  if (
    newest &&
    newest.number >= recorded &&
    !isClosed(newest) &&
    shortened.length === 0 &&
    (isWhole || newest.number > recorded)
  ) {
    const generation = { number: newest.number, partitions: newest.partitions };
    const drift = await completeGeneration(link, limits, generation, record.logId, replacedBefore(snapshot));
    return { generation, drift, lostStreams: [] };
  }
  const partitions = newest ? nextPartitionsOf(newest) : partitionsOfNew;
  const carried = [
    ...replacementsOf(snapshot),
    ...(await Promise.all(shortened.map((stream) => takenSince(link, snapshot, stream, seen)))),
  ];
  const generation = await startNext(link, limits, snapshot, partitions, carried);
  return { generation, drift: [], lostStreams: [...lostStreamsOf(snapshot), ...shortened] };
}

/** While this generation is being created: the events that replacement streams of the previous one had accepted. */
function replacedBefore({ record, streams, newest }: Snapshot): CarriedStream[] {
  if (!newest || newest.number <= record.newest) return [];
  const before = [...streams.values()].filter(
    ({ config }) => readEventStream(config.name)?.generation === newest.number - 1,
  );
  return before.flatMap((info) => carriedFrom(record, info));
}

const shortenedOf = (newest: FoundGeneration | undefined, lost: readonly LostStream[]): string[] =>
  lost.flatMap(({ stream, how }) =>
    how === 'shortened' && readEventStream(stream)?.generation === newest?.number ? stream : [],
  );

/** The events that a stream took since it was restored: their sequences had been used before. Throws LogUnavailable. */
async function takenSince(
  link: NatsLink,
  { streams }: Snapshot,
  stream: string,
  seen: SeenStreams,
): Promise<CarriedStream> {
  const info = streams.get(stream)!;
  const from = await sequenceAt(link, stream, (seen.get(stream)?.lastAt ?? 0) + 1);
  return { info, after: (from ?? info.state.last_seq + 1) - 1 };
}

function lostStreamsOf(snapshot: Snapshot): string[] {
  const { newest, record } = snapshot;
  if (record.newest > (newest?.number ?? 0)) return [`EVENTS-${record.newest}-*`];
  if (!newest || isClosed(newest)) return [];
  const missing = Array.from({ length: newest.partitions }, (_, partition) => partition)
    .filter((partition) => !newest.streams.has(partition))
    .map((partition) => eventStream(newest.number, partition));
  return [...missing, ...replacementsOf(snapshot).map(({ info }) => info.config.name)];
}
