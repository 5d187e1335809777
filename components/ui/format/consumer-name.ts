import { isNatsName } from '../../../contracts/nats-name.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { consumerHref } from '../links/addresses.ts';

/** A consumer is known by its stream and its name there. */
export interface ConsumerName {
  stream: string;
  consumer: string;
}

/** Neither name has a slash. */
export const consumerId = ({ stream, consumer }: ConsumerName): string => `${stream}/${consumer}`;

export const hrefOfConsumer = ({ stream, consumer }: ConsumerName): string => consumerHref(stream, consumer);

/** The consumer with this id; null if the text is no such id. */
export function readConsumerId(id: string): ConsumerName | null {
  const [stream, consumer, ...rest] = id.split('/');
  if (stream === undefined || consumer === undefined || rest.length > 0) return null;
  return isNatsName(stream) && isNatsName(consumer) ? { stream, consumer } : null;
}

/** The projection that an id names, if the id is a single name; otherwise null. */
export const readProjectionId = (id: string): string | null => (isNatsName(id) ? id : null);

/**
 * A projection's partition by the name of its stream, `EVENTS-1-2`: `partition 2`, with the generation unless it is
 * the first.
 */
export function partitionWords(stream: string): string {
  if (stream === 'RETRIES') return 'retries';
  const match = /^EVENTS-(\d+)-(\d+)$/.exec(stream);
  if (!match) return stream;
  return match[1] === '1' ? `partition ${match[2]}` : `generation ${match[1]}, partition ${match[2]}`;
}

/**
 * Whose sentence follows where a projection has several partitions, and how many of them have the same status: `Partition 3`
 * ` (4 of 5 have this status): `, `Partition 3` ` (the only one of 5): `. The first is said apart, as it may be a link.
 */
export function partitionPrefix(
  stream: string,
  alike: number,
  partitions: number,
): { first: string; rest: string } {
  const own = partitionWords(stream);
  const first = own.charAt(0).toUpperCase() + own.slice(1);
  if (partitions <= 1) return { first, rest: ': ' };
  const rest =
    alike > 1
      ? ` (${formatCount(alike)} of ${formatCount(partitions)} have this status): `
      : ` (the only one of ${formatCount(partitions)}): `;
  return { first, rest };
}

/** The consumers of a projection are named by it and the epoch of its store. */
const withoutEpoch = (consumer: string): string => consumer.replace(/-[0-9a-f]{10}$/, '');

/** A consumer's name for people: `history, partition 2`; that of another program by stream and name. */
export const consumerTitle = (of: ConsumerName & { projection: string | null }): string =>
  of.projection === null && partitionWords(of.stream) === of.stream
    ? `${of.consumer} on ${of.stream}`
    : `${of.projection ?? withoutEpoch(of.consumer)}, ${partitionWords(of.stream)}`;
