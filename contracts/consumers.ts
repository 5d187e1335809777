import { CONSUMER_STATUSES } from './consumer-status.ts';
import { Action } from './dead-letters.ts';
import { NATS_NAME_PATTERN } from './nats-name.ts';
import { Nullable, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/** The operations API's view of consumers: shared with the console and with scripts. */

/** Names as nats-server allows them; longer ones are listed, but have no route of their own. */
export const NatsName = (description: string, example: string) =>
  Type.String({
    pattern: NATS_NAME_PATTERN,
    description: `${description} 1 to 128 characters, no white space and none of . * > / \\\\.`,
    examples: [example],
  });

const CONSUMER_KINDS = ['projection', 'retries', 'older-epoch', 'internal', 'other'] as const;

export type ConsumerKind = (typeof CONSUMER_KINDS)[number];

export const Status = Type.Enum([...CONSUMER_STATUSES]);

const Rate = (description: string) =>
  Nullable(Type.Number({ description: `${description} Null if unknown.` }));

const judged = {
  status: Status,
  why: Type.String({ description: 'Why the consumer has this status, with the numbers: one sentence.' }),
  todo: Type.String({ description: 'What to do: one sentence.' }),
  runbook: Type.String({ description: 'Where the runbook says more, within the documentation.' }),
};

const numbers = {
  lag: Nullable(
    Type.Integer({
      description:
        'Events not applied yet: pending, ack pending, and in the retry queue. Null if unknown, as for a deleted consumer.',
    }),
  ),
  inPerSecond: Rate('Matching events stored per second, over the window.'),
  outPerSecond: Rate(
    'Events processed per second, over the window: applied, scheduled for a retry, or made dead letters.',
  ),
  drainMs: Nullable(
    Type.Integer({
      description: 'Time until the lag reaches zero at these rates; null if the lag does not shrink.',
    }),
  ),
};

/** The oldest event that a consumer has not acknowledged. */
const OldestEvent = Type.Object({
  storedAt: Timestamp('When the log stored the event.'),
  ageMs: Type.Integer(),
  sequence: Type.Integer(),
  subject: Type.String(),
  position: Nullable(Type.String({ description: 'Its position in the log, for an event of Waybill.' })),
  commandId: Nullable(Type.String()),
  eventType: Nullable(Type.String()),
});

/** When unprocessed events expire. */
export const RetentionClock = Type.Object({
  expiresAt: Nullable(Timestamp('When the oldest one expires by age.')),
  leftMs: Nullable(Type.Integer()),
  fullShare: Nullable(Type.Number({ description: 'The used share of the stream’s size, 0 to 1.' })),
  warning: Nullable(
    Type.String({
      description: 'Where the stream’s size may expire events before their age does: a sentence.',
    }),
  ),
});

export type RetentionClock = Type.Static<typeof RetentionClock>;

export const ConsumerSummary = Type.Object(
  {
    stream: Type.String(),
    consumer: Type.String(),
    kind: Type.Enum([...CONSUMER_KINDS], {
      description:
        '`older-epoch`: of an epoch that is no longer in use. `internal`: Waybill’s own index. Neither raises alerts.',
    }),
    projection: Nullable(Type.String()),
    mode: Type.Enum(['pull', 'push']),
    ...judged,
    statusSince: Timestamp('Since when, as this service has seen it.'),
    snapshotAt: Nullable(Timestamp('When the server reported this.')),
    ...numbers,
    pending: Nullable(Type.Integer({ description: 'Not yet delivered.' })),
    ackPending: Nullable(Type.Integer({ description: 'Delivered, not yet acknowledged.' })),
    scheduled: Nullable(
      Type.Integer({
        description: 'For a retry queue: events scheduled for a later attempt. Part of its lag.',
      }),
    ),
    retrying: Nullable(
      Type.Integer({
        description:
          'For a partition: how many of its events are in the retry queue, whose lag counts them. Null if they are too many to list.',
      }),
    ),
    maxAckPending: Nullable(Type.Integer()),
    redelivered: Nullable(
      Type.Integer({ description: 'How many of the ack-pending events were delivered more than once.' }),
    ),
    waiting: Nullable(
      Type.Integer({
        description:
          'Waiting fetch requests; for a push consumer 1 while a client is subscribed. Null for a missing consumer: it was deleted, or its generation waits for the previous one.',
      }),
    ),
    pausedUntil: Nullable(Timestamp('When the pause ends.')),
    allowedLag: Type.Integer(),
    ackFloor: Nullable(Type.Integer()),
    delivered: Nullable(Type.Integer()),
    logEnd: Type.Integer(),
    oldest: Nullable(OldestEvent),
    retention: RetentionClock,
    workers: Type.Integer({ description: 'How many workers are connected.' }),
  },
  { $id: 'ConsumerSummary' },
);

export type ConsumerSummary = Type.Static<typeof ConsumerSummary>;

/** A projection as the sum of its partitions. */
export const ProjectionLag = Type.Object(
  {
    projection: Type.String({ examples: ['history'] }),
    title: Type.String({ examples: ['History'] }),
    ...judged,
    worst: Type.Object({ stream: Type.String(), consumer: Type.String() }),
    consumers: Type.Integer({ description: 'How many partitions, the retry queue included.' }),
    ...numbers,
    pending: Nullable(Type.Integer({ description: 'Sum over its partitions: not yet delivered.' })),
    ackPending: Nullable(
      Type.Integer({ description: 'Sum over its partitions: delivered, not yet acknowledged.' }),
    ),
    retrying: Nullable(
      Type.Integer({ description: 'In its retry queue: scheduled, due, or ack pending. Part of its lag.' }),
    ),
    oldestAt: Nullable(Timestamp('When the oldest of their unprocessed events was stored.')),
    oldestExpiresAt: Nullable(Timestamp('When the first of them expires unprocessed.')),
    workers: Type.Integer(),
  },
  { $id: 'ProjectionLag' },
);

export type ProjectionLag = Type.Static<typeof ProjectionLag>;

const WatchState = Type.Object({
  current: Type.Boolean({
    description: 'False while the log does not answer: then these are the last known values.',
  }),
  why: Nullable(Type.String()),
  snapshotAt: Nullable(Timestamp('The last round.')),
  intervalMs: Type.Integer(),
  windowMs: Type.Integer({ description: 'How long the window of snapshots is that decides a status.' }),
  truncated: Type.Boolean({ description: 'Whether there are more consumers than are watched.' }),
});

/** `GET /ops/v1/consumers`. */
export const ConsumerList = Type.Object(
  {
    watch: WatchState,
    projections: Type.Array(ProjectionLag),
    consumers: Type.Array(ConsumerSummary, { description: 'Most severe status first, then by lag.' }),
  },
  { $id: 'ConsumerList' },
);

export type ConsumerList = Type.Static<typeof ConsumerList>;

export const WorkerSeen = Type.Object({
  process: Type.String(),
  version: Type.String(),
  startedAt: Timestamp('When the worker started.'),
  lastHeartbeatAt: Timestamp('When the newest heartbeat arrived.'),
  circuit: Type.String(),
  storeDownSince: Nullable(Timestamp('Since when its store can’t be used.')),
  ackPending: Type.Integer({ description: 'Delivered events that it has not acknowledged.' }),
  obstacles: Type.Array(Type.String()),
});

export type WorkerSeen = Type.Static<typeof WorkerSeen>;

/** The worker of a projection that was seen last, connected or not; null if none is known in the last 30 days. */
export const LastWorker = Type.Object({
  process: Type.String({ description: 'Which process: `<host>:<pid>`.' }),
  did: Type.Enum(['started', 'stopped', 'reported'], {
    description: 'What it did last: it reported its start or its stop, or sent a heartbeat.',
  }),
  at: Timestamp('When it did that.'),
});

export type LastWorker = Type.Static<typeof LastWorker>;

const StatusChange = Type.Object({
  at: Timestamp('When it was reported.'),
  from: Nullable(Type.String()),
  to: Type.String(),
  why: Type.String(),
});

/** `GET /ops/v1/consumers/{stream}/{consumer}`. */
export const ConsumerDetail = Type.Object(
  {
    watch: WatchState,
    consumer: ConsumerSummary,
    created: Nullable(Timestamp('When the consumer was created.')),
    config: Type.Record(Type.String(), Type.Unknown(), {
      description: 'As the server reports it; durations in nanoseconds.',
    }),
    workers: Type.Array(WorkerSeen),
    lastWorker: Nullable(LastWorker),
    statusChanges: Type.Array(StatusChange, { description: 'Newest first.' }),
    recentFailures: Nullable(
      Type.Integer({ description: 'Dead letters of the last 24 hours; null if unknown.' }),
    ),
    actions: Type.Array(Action, { description: 'Operators’ actions on it, newest first.' }),
  },
  { $id: 'ConsumerDetail' },
);

export type ConsumerDetail = Type.Static<typeof ConsumerDetail>;
