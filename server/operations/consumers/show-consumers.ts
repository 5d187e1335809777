import { CONSUMER_STATUSES } from '../../../contracts/consumer-status.ts';
import type { ConsumerList, ConsumerSummary, ProjectionLag } from '../../../contracts/consumers.ts';
import type { ConsumerService } from './consumer-service.ts';
import type { ConsumerStanding } from './consumer-standing.ts';
import { expiryOf, retentionClock, retentionLimits } from './retention-clock.ts';
import { sumUnapplied } from './unapplied.ts';

const iso = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString();

/** A rate as people read it. */
const rounded = (rate: number | null | undefined): number | null =>
  rate === null || rate === undefined ? null : Math.round(rate * 100) / 100;

export function summarizeConsumer(standing: ConsumerStanding, now: number): ConsumerSummary {
  const { info, oldest, rates, lag, streamInfo, described, unapplied } = standing;
  // Of one that is gone nothing is known: what it was last would look like now.
  const newest = unapplied === null ? undefined : standing.newest;
  const until = info.config.pause_until;
  return {
    stream: standing.stream,
    consumer: standing.consumer,
    kind: standing.class.kind,
    projection: standing.class.projection,
    mode: info.config.deliver_subject === undefined ? 'pull' : 'push',
    status: standing.status ?? 'unknown',
    why: described?.why ?? '',
    todo: described?.todo ?? '',
    runbook: described?.runbook ?? '',
    statusSince: new Date(standing.statusSince).toISOString(),
    sampledAt: iso(standing.newest?.at),
    lag,
    inPerSecond: rounded(rates?.inPerSecond),
    outPerSecond: rounded(rates?.outPerSecond),
    drainMs: standing.drainMs,
    pending: newest?.pending ?? null,
    ackPending: newest?.ackPending ?? null,
    scheduled: newest?.scheduled ?? null,
    retrying: unapplied === null ? null : standing.retrying,
    maxAckPending: newest?.maxAckPending ?? null,
    redelivered: newest ? info.num_redelivered : null,
    waiting: standing.isAwaited ? null : (newest?.waiting ?? null),
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
    workers: standing.told.workers ?? 0,
  };
}

const gravityOf = ({ status }: { status?: ConsumerStanding['status'] | undefined }): number =>
  CONSUMER_STATUSES.indexOf(status ?? 'unknown');

/** The gravest first; of those the one most behind. */
const byGravity = (a: ConsumerStanding, b: ConsumerStanding): number =>
  gravityOf(b) - gravityOf(a) || (b.lag ?? 0) - (a.lag ?? 0) || (a.stream < b.stream ? -1 : 1);

/** A projection by its partitions: its status is the worst of theirs. */
function foldProjection(projection: string, standings: readonly ConsumerStanding[]): ProjectionLag {
  const worst = [...standings].sort(byGravity)[0]!;
  const { oldestAt, ...numbers } = sumUnapplied(standings.map(({ part }) => part));
  const rates = standings.map((standing) => standing.rates);
  const total = rates.every((each) => each !== undefined)
    ? {
        inPerSecond: sum(rates.map((each) => each.inPerSecond)),
        outPerSecond: sum(rates.map((each) => each.outPerSecond)),
      }
    : undefined;
  // Each partition drains by itself: the projection is through when the last of them is.
  const drains = standings.map(({ drainMs }) => drainMs);
  const expiries = standings.flatMap(({ oldest: each, streamInfo }) => {
    const limits = retentionLimits(streamInfo.config, streamInfo.state);
    return expiryOf(each?.storedAt ?? null, limits) ?? [];
  });
  return {
    projection,
    status: worst.status ?? 'unknown',
    why: worst.described?.why ?? '',
    todo: worst.described?.todo ?? '',
    runbook: worst.described?.runbook ?? '',
    worst: { stream: worst.stream, consumer: worst.consumer },
    consumers: standings.length,
    ...numbers,
    inPerSecond: rounded(total?.inPerSecond),
    outPerSecond: rounded(total?.outPerSecond),
    drainMs: drains.every((each) => each !== null) ? Math.max(...drains) : null,
    oldestAt: iso(oldestAt),
    oldestExpiresAt: expiries.length > 0 ? iso(Math.min(...expiries)) : null,
    workers: Math.max(...standings.map(({ told }) => told.workers ?? 0)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function watchState({
  watch,
  consumerSampleMs,
  consumerWindow,
}: ConsumerService): ConsumerList['watch'] {
  return {
    current: watch.failing === undefined,
    why: watch.failing?.why ?? null,
    sampledAt: iso(watch.sampledAt),
    intervalMs: consumerSampleMs,
    windowMs: consumerSampleMs * (consumerWindow - 1),
    truncated: watch.isTruncated,
  };
}

/** All consumers as they were at the last round. */
export function listConsumerSummaries(service: ConsumerService): ConsumerList {
  const now = Date.now();
  const standings = service.watch.standings().sort(byGravity);
  const byProjection = new Map<string, ConsumerStanding[]>();
  for (const standing of standings) {
    const { projection } = standing.class;
    if (projection === null || !standing.isWatched) continue;
    byProjection.set(projection, [...(byProjection.get(projection) ?? []), standing]);
  }
  return {
    watch: watchState(service),
    projections: [...byProjection].map(([projection, partitions]) => foldProjection(projection, partitions)),
    consumers: standings.map((standing) => summarizeConsumer(standing, now)),
  };
}
