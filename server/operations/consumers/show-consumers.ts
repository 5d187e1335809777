import { CONSUMER_STATUSES } from '../../../contracts/consumer-status.ts';
import type { ConsumerList, ConsumerSummary, ProjectionLag } from '../../../contracts/consumers.ts';
import type { ConsumerService } from './consumer-service.ts';
import { expiryOf, retentionClock, retentionLimits } from './retention-clock.ts';
import { sumUnapplied } from './unapplied.ts';
import type { WatchedConsumer } from './watched-consumer.ts';

const iso = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString();

/** A rate, rounded for display. */
const rounded = (rate: number | null | undefined): number | null =>
  rate === null || rate === undefined ? null : Math.round(rate * 100) / 100;

export function summarizeConsumer(watched: WatchedConsumer, now: number): ConsumerSummary {
  const { info, oldest, rates, lag, streamInfo, described, unapplied } = watched;
  // A deleted consumer shows no numbers: its last ones would look current.
  const newest = unapplied === null ? undefined : watched.newest;
  const until = info.config.pause_until;
  return {
    stream: watched.stream,
    consumer: watched.consumer,
    kind: watched.class.kind,
    projection: watched.class.projection,
    mode: info.config.deliver_subject === undefined ? 'pull' : 'push',
    status: watched.status ?? 'unknown',
    why: described?.why ?? '',
    todo: described?.todo ?? '',
    runbook: described?.runbook ?? '',
    statusSince: new Date(watched.statusSince).toISOString(),
    snapshotAt: iso(watched.newest?.at),
    lag,
    inPerSecond: rounded(rates?.inPerSecond),
    outPerSecond: rounded(rates?.outPerSecond),
    drainMs: watched.drainMs,
    pending: newest?.pending ?? null,
    ackPending: newest?.ackPending ?? null,
    scheduled: newest?.scheduled ?? null,
    retrying: unapplied === null ? null : watched.retrying,
    maxAckPending: newest?.maxAckPending ?? null,
    redelivered: newest ? info.num_redelivered : null,
    waiting: watched.isAwaited ? null : (newest?.waiting ?? null),
    pausedUntil: newest?.paused && until !== undefined ? new Date(until).toISOString() : null,
    allowedLag: newest?.allowedLag ?? 0,
    ackFloor: newest?.ackFloor ?? null,
    delivered: newest?.delivered ?? null,
    logEnd: streamInfo.state.last_seq,
    oldest: oldest
      ? {
          storedAt: new Date(oldest.storedAt).toISOString(),
          ageMs: Math.max(0, Math.round(now - oldest.storedAt)),
          sequence: oldest.sequence,
          subject: oldest.subject,
          position: oldest.position,
          commandId: oldest.commandId,
          eventType: oldest.eventType,
        }
      : null,
    retention: retentionClock(
      oldest?.storedAt ?? null,
      retentionLimits(streamInfo.config, streamInfo.state),
      now,
    ),
    workers: watched.reported.workers ?? 0,
  };
}

const gravityOf = ({ status }: { status?: WatchedConsumer['status'] | undefined }): number =>
  CONSUMER_STATUSES.indexOf(status ?? 'unknown');

/** Most severe first; at equal severity the largest lag. */
const bySeverity = (a: WatchedConsumer, b: WatchedConsumer): number =>
  gravityOf(b) - gravityOf(a) || (b.lag ?? 0) - (a.lag ?? 0) || (a.stream < b.stream ? -1 : 1);

/** A projection as the sum of its partitions: its status is their worst. */
function foldProjection(
  projection: string,
  title: string,
  allWatched: readonly WatchedConsumer[],
): ProjectionLag {
  const worst = [...allWatched].sort(bySeverity)[0]!;
  const { oldestAt, ...numbers } = sumUnapplied(allWatched.map(({ part }) => part));
  const rates = allWatched.map((watched) => watched.rates);
  const total = rates.every((each) => each !== undefined)
    ? {
        inPerSecond: sum(rates.map((each) => each.inPerSecond)),
        outPerSecond: sum(rates.map((each) => each.outPerSecond)),
      }
    : undefined;
  // Each partition drains on its own: the projection's ETA is the latest of theirs.
  const drains = allWatched.map(({ drainMs }) => drainMs);
  const expiries = allWatched.flatMap(({ oldest: each, streamInfo }) => {
    const limits = retentionLimits(streamInfo.config, streamInfo.state);
    return expiryOf(each?.storedAt ?? null, limits) ?? [];
  });
  return {
    projection,
    title,
    status: worst.status ?? 'unknown',
    why: worst.described?.why ?? '',
    todo: worst.described?.todo ?? '',
    runbook: worst.described?.runbook ?? '',
    worst: { stream: worst.stream, consumer: worst.consumer },
    consumers: allWatched.length,
    ...numbers,
    inPerSecond: rounded(total?.inPerSecond),
    outPerSecond: rounded(total?.outPerSecond),
    drainMs: drains.every((each) => each !== null) ? Math.max(...drains) : null,
    oldestAt: iso(oldestAt),
    oldestExpiresAt: expiries.length > 0 ? iso(Math.min(...expiries)) : null,
    workers: Math.max(...allWatched.map(({ reported }) => reported.workers ?? 0)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function watchState({
  watch,
  consumerSnapshotMs,
  consumerWindow,
}: ConsumerService): ConsumerList['watch'] {
  return {
    current: watch.failing === undefined,
    why: watch.failing?.why ?? null,
    snapshotAt: iso(watch.snapshotAt),
    intervalMs: consumerSnapshotMs,
    windowMs: consumerSnapshotMs * (consumerWindow - 1),
    truncated: watch.isTruncated,
  };
}

/** All consumers as of the last round. */
export function listConsumerSummaries(service: ConsumerService): ConsumerList {
  const now = Date.now();
  const allWatched = service.watch.allWatched().sort(bySeverity);
  const byProjection = new Map<string, WatchedConsumer[]>();
  for (const watched of allWatched) {
    const { projection } = watched.class;
    if (projection === null || !watched.isWatched) continue;
    byProjection.set(projection, [...(byProjection.get(projection) ?? []), watched]);
  }
  return {
    watch: watchState(service),
    projections: [...byProjection].map(([projection, partitions]) =>
      foldProjection(projection, service.titles.get(projection) ?? projection, partitions),
    ),
    consumers: allWatched.map((watched) => summarizeConsumer(watched, now)),
  };
}
