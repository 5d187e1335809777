import { AlertSummary } from './alerts.ts';
import { CONSUMER_STATUSES } from './consumer-status.ts';
import { ReplaySummary } from './replay.ts';
import { Nullable } from './schemas.ts';
import * as Type from './type.ts';

/**
 * `GET /ops/v1/stream`: server-sent events. Each event holds the whole state of its kind, never a change to it, so the newest
 * event of a kind is enough.
 */
export const LIVE_KINDS = ['counters', 'consumers', 'alerts', 'dead-letters', 'replays'] as const;
export type LiveKind = (typeof LIVE_KINDS)[number];

/** Replaces a state that is unknown now. Times are Unix ms. */
const LiveUnknown = Type.Object({
  known: Type.Literal(false),
  since: Type.Number(),
  why: Type.String(),
});

const known = { known: Type.Literal(true) };

export const LiveCounters = Type.Object(
  {
    log: Type.Union([
      Type.Object({
        ...known,
        events: Type.Number({ description: 'In all event streams.' }),
        bytes: Type.Number(),
        oldestAt: Nullable(Type.Number()),
      }),
      LiveUnknown,
    ]),
    projections: Type.Union([
      Type.Object({
        ...known,
        storedPerSecond: Nullable(
          Type.Number({ description: 'What the event streams store; without retries and replays.' }),
        ),
        projections: Type.Array(
          Type.Object({
            projection: Type.String(),
            lag: Nullable(Type.Number({ description: 'Null if a part is unknown.' })),
            oldestAt: Nullable(Type.Number()),
            inPerSecond: Nullable(Type.Number()),
            outPerSecond: Nullable(
              Type.Number({
                description: 'Processed: applied, scheduled for a retry, or made a dead letter.',
              }),
            ),
            deadLetteredPerSecond: Nullable(
              Type.Number({ description: 'New dead letters, over the last half minute.' }),
            ),
          }),
        ),
      }),
      LiveUnknown,
    ]),
    reconciliation: Type.Union([
      Type.Object({
        ...known,
        projections: Type.Array(
          Type.Object({
            projection: Type.String(),
            from: Type.Number(),
            countedAt: Type.Number(),
            accepted: Type.Number(),
            applied: Type.Number(),
            deadLettered: Type.Number(),
            inFlight: Type.Number(),
            lost: Type.Number(),
            unreconciled: Type.Number(),
            unknown: Nullable(
              Type.Object(
                { since: Type.Number(), why: Type.String() },
                { description: 'Where it is unknown now whether more is lost: then 0 means nothing.' },
              ),
            ),
          }),
        ),
      }),
      LiveUnknown,
    ]),
  },
  { $id: 'LiveCounters' },
);
export type LiveCounters = Type.Static<typeof LiveCounters>;

export const LiveConsumers = Type.Union(
  [
    Type.Object({
      ...known,
      total: Type.Integer(),
      consumers: Type.Array(
        Type.Object({
          stream: Type.String(),
          consumer: Type.String(),
          projection: Nullable(Type.String()),
          status: Type.Enum([...CONSUMER_STATUSES]),
          statusSince: Type.Number(),
          why: Type.String(),
          lag: Nullable(Type.Number()),
          oldestAt: Nullable(Type.Number()),
          inPerSecond: Nullable(Type.Number()),
          outPerSecond: Nullable(Type.Number()),
          drainMs: Nullable(Type.Number()),
        }),
        { description: 'Most severe first, 200 at most.' },
      ),
    }),
    LiveUnknown,
  ],
  { $id: 'LiveConsumers' },
);
export type LiveConsumers = Type.Static<typeof LiveConsumers>;

export const LiveAlerts = Type.Object(
  {
    firing: Type.Integer(),
    unacknowledged: Type.Integer(),
    alerts: Type.Array(Type.Omit(AlertSummary, ['judgedAt']), {
      description: 'Firing alerts, most severe first, 50 at most.',
    }),
  },
  { $id: 'LiveAlerts' },
);
export type LiveAlerts = Type.Static<typeof LiveAlerts>;

export const LiveDeadLetters = Type.Union(
  [
    Type.Object({
      ...known,
      open: Type.Integer(),
      newestAt: Nullable(Type.Number({ description: 'When the newest of them was created.' })),
      failedAgainAt: Nullable(
        Type.Number({ description: 'When one of them failed again in a replay, after that.' }),
      ),
      owners: Nullable(
        Type.Array(Type.String(), {
          description:
            'The owners, if each dead letter or its group has one. Otherwise empty; null if unknown.',
        }),
      ),
    }),
    LiveUnknown,
  ],
  { $id: 'LiveDeadLetters' },
);
export type LiveDeadLetters = Type.Static<typeof LiveDeadLetters>;

export const LiveReplays = Type.Object(
  {
    replays: Type.Array(ReplaySummary, {
      description: 'Unfinished replays, and the last ten that ended; 50 at most.',
    }),
    total: Type.Integer(),
  },
  { $id: 'LiveReplays' },
);
export type LiveReplays = Type.Static<typeof LiveReplays>;
