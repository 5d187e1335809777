import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { waitingPositions } from '../../../adapters/jetstream/records/retries.ts';
import { decodePosition } from '../../../contracts/position.ts';
import { IntervalSet } from './interval-set.ts';
import { type PartitionKey, partitionKey } from './read-dead-letters.ts';

/** The limit of listed retries: the server names each. */
export const MOST_RETRIES = 200_000;

/** The events that wait for a retry or a replay by one consumer; undefined if there are too many. Throws LogUnavailable. */
export async function retriesByPartition(
  link: NatsLink,
  consumer: string,
): Promise<Map<PartitionKey, IntervalSet> | undefined> {
  const waiting = await waitingPositions(link, consumer, MOST_RETRIES);
  if (waiting === undefined) return undefined;
  const positions = waiting.flatMap((token) => decodePosition(token) ?? []);
  return new Map(
    [...Map.groupBy(positions, partitionKey)].map(([key, group]) => [
      key,
      IntervalSet.ofSequences(group.map(({ sequence }) => sequence)),
    ]),
  );
}
