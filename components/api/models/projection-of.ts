import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { ConsumerList, ConsumerSummary, ProjectionLag } from '../../../contracts/consumers.ts';

/** A consumer in numbers. */
export type StatusNumbers = Pick<
  ConsumerSummary,
  | 'status'
  | 'lag'
  | 'pending'
  | 'ackPending'
  | 'retrying'
  | 'redelivered'
  | 'oldest'
  | 'inPerSecond'
  | 'outPerSecond'
  | 'drainMs'
  | 'allowedLag'
>;

/** A projection as a whole, with the parts that it sums up. */
export interface WholeProjection {
  projection: ProjectionLag;
  /** By partition; the retries last. */
  partitions: ConsumerSummary[];
  /** The partition whose status the projection has. */
  worst: ConsumerSummary;
  /** Since when it has that status. */
  since: string | null;
  /** The numbers of all partitions together, in the form of a single consumer's. */
  numbers: StatusNumbers;
  /** When the first pending event expires. */
  left: { ms: number; expiresAt: string } | null;
}

export const partitionsOf = (
  { consumers }: Pick<ConsumerList, 'consumers'>,
  projection: string,
): ConsumerSummary[] =>
  consumers
    .filter(
      (each) => each.projection === projection && (each.kind === 'projection' || each.kind === 'retries'),
    )
    .sort((a, b) => a.stream.localeCompare(b.stream, 'en', { numeric: true }));

/** How many of these consumers have a given status. */
export const countAlike = (
  partitions: readonly Pick<ConsumerSummary, 'status'>[],
  status: ConsumerStatus,
): number => partitions.filter((each) => each.status === status).length;

/** Which part of a projection has a status: so many of its partitions, or only its retry queue. */
export interface Reach {
  alike: number;
  of: number;
  onlyRetries: boolean;
}

/**
 * How far the status of a projection reaches. `failing` comes from the retry queue and is true of the whole. A partition without
 * lag is OK whether or not anybody works on it, so it does not make a status partial; a pause shows on it as on any other.
 */
export function reachOf(
  partitions: readonly Pick<ConsumerSummary, 'status' | 'kind' | 'lag'>[],
  status: ConsumerStatus,
): Reach {
  const own = partitions.filter(({ kind }) => kind === 'projection');
  const alike = countAlike(own, status);
  const isIdle = ({ lag }: Pick<ConsumerSummary, 'lag'>) => lag === 0 && status !== 'paused';
  const isAll =
    status === 'failing' || (alike > 0 && own.every((each) => each.status === status || isIdle(each)));
  return {
    alike: isAll ? own.length : alike,
    of: own.length,
    onlyRetries: alike === 0 && status !== 'failing' && countAlike(partitions, status) > 0,
  };
}

export const coversAllPartitions = ({ alike, of, onlyRetries }: Reach): boolean =>
  alike >= of && !onlyRetries;

/** Since when the first of these has had a status; null where none has it. */
export const sinceFirst = (partitions: readonly ConsumerSummary[], status: ConsumerStatus): string | null =>
  partitions
    .filter((each) => each.status === status)
    .map(({ statusSince }) => statusSince)
    .sort()[0] ?? null;

/** Null where no projection of that name has consumers. */
export function wholeProjection(
  list: Pick<ConsumerList, 'projections' | 'consumers'>,
  name: string,
): WholeProjection | null {
  const projection = list.projections.find((each) => each.projection === name);
  const partitions = partitionsOf(list, name);
  const worst = partitions.find(
    ({ stream, consumer }) => stream === projection?.worst.stream && consumer === projection.worst.consumer,
  );
  if (!projection || !worst) return null;
  const byAge = partitions.flatMap(({ oldest }) => oldest ?? []).sort((a, b) => b.ageMs - a.ageMs);
  const clocks = partitions
    .flatMap(({ retention: { leftMs, expiresAt } }) =>
      leftMs === null || expiresAt === null ? [] : { ms: leftMs, expiresAt },
    )
    .sort((a, b) => a.ms - b.ms);
  return {
    projection,
    partitions,
    worst,
    since: sinceFirst(partitions, projection.status),
    numbers: {
      status: projection.status,
      lag: projection.lag,
      pending: projection.pending,
      ackPending: projection.ackPending,
      retrying: projection.retrying,
      redelivered: partitions.reduce((total, { redelivered }) => total + (redelivered ?? 0), 0),
      oldest: byAge[0] ?? null,
      inPerSecond: projection.inPerSecond,
      outPerSecond: projection.outPerSecond,
      drainMs: projection.drainMs,
      // Each partition is compared with its own limit.
      allowedLag: 0,
    },
    left: clocks[0] ?? null,
  };
}
