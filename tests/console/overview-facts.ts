import type { OverviewFacts } from '../../components/features/overview/overview-facts.ts';
import type { AlertSummary } from '../../contracts/alerts.ts';
import type { ConsumerStatus } from '../../contracts/consumer-status.ts';
import type { ConsumerSummary, ProjectionLag } from '../../contracts/consumers.ts';
import type { ProjectionReconciliation, Reconciliation } from '../../contracts/reconciliation.ts';

export const AT = '2026-11-23T03:04:10.000Z';
const SINCE = '2026-11-23T02:06:00.000Z';
const DAY_MS = 86_400_000;
const after = (ms: number): string => new Date(Date.parse(AT) + ms).toISOString();

/** What the stream tells of open dead letters. */
export const openFixture = (open: number, newestAt: number | null = null, owners: string[] | null = []) =>
  ({ known: true, open, newestAt, failedAgainAt: null, owners }) as const;

interface ProjectionFixture {
  name: string;
  status?: ConsumerStatus;
  lag?: number;
  /** Until the first is dropped. */
  leftMs?: number;
}

const projectionOf = ({ name, status = 'ok', lag = 0, leftMs }: ProjectionFixture): ProjectionLag => ({
  projection: name,
  title: name.charAt(0).toUpperCase() + name.slice(1),
  status,
  why: `Why ${status}.`,
  todo: `Mend ${status}.`,
  runbook: '',
  worst: { stream: 'EVENTS-1-0', consumer: `${name}-1` },
  consumers: 1,
  lag,
  pending: lag,
  ackPending: 0,
  retrying: 0,
  inPerSecond: 5,
  outPerSecond: 5,
  drainMs: null,
  oldestAt: lag === 0 ? null : SINCE,
  oldestExpiresAt: lag === 0 ? null : after(leftMs ?? 29.875 * DAY_MS),
  workers: 1,
});

const consumerOf = ({ name, status = 'ok', lag = 0 }: ProjectionFixture): ConsumerSummary => ({
  ...projectionOf({ name, status, lag }),
  stream: 'EVENTS-1-0',
  consumer: `${name}-1`,
  kind: 'projection',
  mode: 'pull',
  statusSince: SINCE,
  snapshotAt: AT,
  pending: lag,
  ackPending: 0,
  scheduled: 0,
  maxAckPending: null,
  redelivered: 0,
  waiting: 1,
  pausedUntil: null,
  allowedLag: 0,
  ackFloor: 1,
  delivered: 1,
  logEnd: 1,
  oldest: null,
  retention: { expiresAt: null, leftMs: null, fullShare: null, warning: null },
});

/** What was counted of a projection: everything applied, but for what is said. */
export function countedFixture(
  title: string,
  {
    accepted = 1_204_331,
    lost = 0,
    open = 0,
    settling = 0,
    unknown = null as Reconciliation['unknown'],
    nothingLostAt = AT as string | null,
  } = {},
): ProjectionReconciliation {
  const term = (name: 'applied' | 'unreconciled' | 'lost', count: number | null, why = unknown) => ({
    term: name,
    count,
    how: '',
    unknown: why,
    ranges: [],
  });
  return {
    projection: title.toLowerCase(),
    title,
    epoch: 'b',
    state: lost > 0 ? 'lost' : unknown ? 'unknown' : open > 0 ? 'unreconciled' : 'balanced',
    why: `Why of ${title}.`,
    doNext: `Do for ${title}.`,
    runbook: '',
    accepted,
    terms: [
      term('applied', accepted - lost - open, null),
      term('unreconciled', open, null),
      term('lost', unknown && lost === 0 ? null : lost),
    ],
    settling,
    nothingLostAt,
    difference: 0,
    lostEvents: [],
    spotProof: null,
    checks: {
      messages: { counted: 0, reported: 0 },
      pending: { counted: 0, reported: 0 },
      ackPending: { counted: 0, reported: 0 },
    },
  };
}

export const reconciliationFixture = (
  projections: ProjectionReconciliation[],
  fields: Partial<Reconciliation> = {},
): Reconciliation => ({
  from: after(-DAY_MS),
  until: AT,
  reachesBackTo: after(-3 * DAY_MS),
  countedAt: AT,
  unknown: null,
  projections,
  ...fields,
});

export const alertFixture = (fields: Partial<AlertSummary> = {}): AlertSummary => ({
  id: 'log-full-EVENTS-1-0',
  rule: 'log-full',
  title: 'The log is nearly full',
  severity: 'critical',
  state: 'firing',
  since: SINCE,
  clearedAt: null,
  subject: { kind: 'stream', name: 'EVENTS-1-0' },
  why: 'EVENTS-1-0 is at 96 % of its size.',
  judgedAt: AT,
  quietSince: null,
  beganAt: null,
  peak: null,
  lastAcknowledged: null,
  acknowledged: null,
  raisedInLastHour: 1,
  undelivered: 0,
  ...fields,
});

/** All well, but for what is said. */
export function factsFixture(
  projections: ProjectionFixture[] = [{ name: 'history' }, { name: 'search' }, { name: 'analytics' }],
  fields: Partial<OverviewFacts> & { alerts?: OverviewFacts['alerts'] } = {},
): OverviewFacts {
  return {
    consumers: {
      watch: {
        current: true,
        why: null,
        snapshotAt: AT,
        intervalMs: 5_000,
        windowMs: 55_000,
        truncated: false,
      },
      projections: projections.map(projectionOf),
      consumers: projections.map(consumerOf),
    },
    reconciliation: reconciliationFixture([countedFixture('History')]),
    alerts: alertsFixture([]),
    deadLetters: openFixture(0),
    replays: { replays: [], total: 0 },
    log: { known: true, events: 1_204_331, bytes: 1, oldestAt: null },
    failingSince: null,
    ...fields,
  };
}

export const alertsFixture = (alerts: AlertSummary[]): NonNullable<OverviewFacts['alerts']> => ({
  alerts,
  firing: alerts.filter(({ state }) => state === 'firing').length,
  unacknowledged: 0,
  judgedAt: AT,
  webhook: { configured: false, host: null, waiting: 0, lastDeliveredAt: null, lastFailure: null },
});
