import Type from 'typebox';
import { CONSUMER_STATUSES } from './consumer-status.ts';
import { Action } from './dead-letters.ts';
import { NATS_NAME_PATTERN } from './nats-name.ts';
import { Nullable, Timestamp } from './schemas.ts';

/** The operations API's view of consumers: shared with the console and with scripts. */

/** Names as nats-server takes them; longer ones are listed, and not asked for singly. */
export const NatsName = (description: string, example: string) =>
  Type.String({ pattern: NATS_NAME_PATTERN, description, examples: [example] });

export const CONSUMER_KINDS = ['projection', 'retries', 'older-epoch', 'internal', 'other'] as const;

export type ConsumerKind = (typeof CONSUMER_KINDS)[number];

export const Status = Type.Enum([...CONSUMER_STATUSES]);

const Rate = (description: string) =>
  Nullable(Type.Number({ description: `${description} Null while it isn’t known.` }));

const judged = {
  status: Status,
  why: Type.String({ description: 'Why it has this status, with the numbers: one sentence.' }),
  todo: Type.String({ description: 'What to do about it: one sentence.' }),
  runbook: Type.String({ description: 'Where the runbook says more, within the documentation.' }),
};

const numbers = {
  lag: Nullable(
    Type.Integer({
      description:
        'Events not applied yet: pending, ack pending, and in the retry queue. Null where it isn’t known, as of a consumer that was deleted.',
    }),
  ),
  inPerSecond: Rate('Matching events stored a second, over the window.'),
  outPerSecond: Rate(
    'Events answered for a second, over the window: applied, put off, or made dead letters.',
  ),
  drainMs: Nullable(
    Type.Integer({ description: 'Until it is through at these rates; null where its lag does not fall.' }),
  ),
};

/** The oldest event that a consumer has not answered for. */
export const OldestEvent = Type.Object({
  storedAt: Timestamp('When the log stored it.'),
  ageMs: Type.Integer(),
  sequence: Type.Integer(),
  subject: Type.String(),
  position: Nullable(Type.String({ description: 'Its place in the log, where it is an event of ours.' })),
  commandId: Nullable(Type.String()),
  eventType: Nullable(Type.String()),
});

export type OldestEvent = Type.Static<typeof OldestEvent>;

/** When events that were not processed would be dropped. */
export const RetentionClock = Type.Object({
  expiresAt: Nullable(Timestamp('When the stream drops the oldest one by its age.')),
  leftMs: Nullable(Type.Integer()),
  fullShare: Nullable(Type.Number({ description: 'How much of its size the stream has used, 0 to 1.' })),
  warning: Nullable(
    Type.String({ description: 'Where the stream’s size comes before its age: a sentence.' }),
  ),
});

export type RetentionClock = Type.Static<typeof RetentionClock>;

export const ConsumerSummary = Type.Object(
  {
    stream: Type.String(),
    consumer: Type.String(),
    kind: Type.Enum([...CONSUMER_KINDS], {
      description:
        '`older-build`: of a filling of a store that is no longer in use. `internal`: Waybill’s own index. Neither has alarms.',
    }),
    projection: Nullable(Type.String()),
    mode: Type.Enum(['pull', 'push']),
    ...judged,
    statusSince: Timestamp('Since when, as this service has seen it.'),
    snapshotAt: Nullable(Timestamp('When the server told this.')),
    ...numbers,
    pending: Nullable(Type.Integer({ description: 'Not yet delivered.' })),
    ackPending: Nullable(Type.Integer({ description: 'Delivered, not yet acknowledged.' })),
    scheduled: Nullable(
      Type.Integer({
        description: 'Of a retry queue: events that wait for a later attempt. Part of its lag.',
      }),
    ),
    retrying: Nullable(
      Type.Integer({
        description:
          'Of a partition: how many of its events are in the retry queue, whose lag counts them. Null where they are too many to list.',
      }),
    ),
    maxAckPending: Nullable(Type.Integer()),
    redelivered: Nullable(
      Type.Integer({ description: 'Of the ack-pending events, how many were delivered more than once.' }),
    ),
    waiting: Nullable(
      Type.Integer({
        description:
          'Requests for events that wait; for push 1 while subscribed. Null where there is no such consumer: it was deleted, or its generation waits for the one before it.',
      }),
    ),
    pausedUntil: Nullable(Timestamp('Until when it is paused.')),
    allowedLag: Type.Integer(),
    ackFloor: Nullable(Type.Integer()),
    delivered: Nullable(Type.Integer()),
    logEnd: Type.Integer(),
    oldest: Nullable(OldestEvent),
    retention: RetentionClock,
    workers: Type.Integer({ description: 'How many were heard of.' }),
  },
  { $id: 'ConsumerSummary' },
);

export type ConsumerSummary = Type.Static<typeof ConsumerSummary>;

/** A projection as one: its partitions folded. */
export const ProjectionLag = Type.Object(
  {
    projection: Type.String({ examples: ['history'] }),
    title: Type.String({ examples: ['History'] }),
    ...judged,
    worst: Type.Object({ stream: Type.String(), consumer: Type.String() }),
    consumers: Type.Integer({ description: 'How many partitions, that of its retries included.' }),
    ...numbers,
    pending: Nullable(Type.Integer({ description: 'Of its partitions: not yet delivered.' })),
    ackPending: Nullable(
      Type.Integer({ description: 'Of its partitions: delivered, not yet acknowledged.' }),
    ),
    retrying: Nullable(
      Type.Integer({ description: 'In its retry queue: scheduled, due, or being tried. Part of its lag.' }),
    ),
    oldestAt: Nullable(Timestamp('When the oldest unprocessed event of any of them was stored.')),
    oldestExpiresAt: Nullable(Timestamp('When the first of them is dropped unprocessed.')),
    workers: Type.Integer(),
  },
  { $id: 'ProjectionLag' },
);

export type ProjectionLag = Type.Static<typeof ProjectionLag>;

export const WatchState = Type.Object({
  current: Type.Boolean({
    description: 'False while the log can’t be asked: what is told is what was known last.',
  }),
  why: Nullable(Type.String()),
  snapshotAt: Nullable(Timestamp('The last round.')),
  intervalMs: Type.Integer(),
  windowMs: Type.Integer({ description: 'How much time a status is judged by.' }),
  truncated: Type.Boolean({ description: 'Whether there are more consumers than are watched.' }),
});

/** `GET /ops/v1/consumers`. */
export const ConsumerList = Type.Object(
  {
    watch: WatchState,
    projections: Type.Array(ProjectionLag),
    consumers: Type.Array(ConsumerSummary, { description: 'The gravest status first, then by lag.' }),
  },
  { $id: 'ConsumerList' },
);

export type ConsumerList = Type.Static<typeof ConsumerList>;

export const WorkerSeen = Type.Object({
  process: Type.String(),
  version: Type.String(),
  startedAt: Timestamp('When it started.'),
  lastHeartbeatAt: Timestamp('When it was heard of last.'),
  circuit: Type.String(),
  storeDownSince: Nullable(Timestamp('Since when its store can’t be used.')),
  ackPending: Type.Integer({ description: 'Events it holds and has not answered for.' }),
  obstacles: Type.Array(Type.String()),
});

export type WorkerSeen = Type.Static<typeof WorkerSeen>;

export const StatusChange = Type.Object({
  at: Timestamp('When it was told.'),
  from: Nullable(Type.String()),
  to: Type.String(),
  why: Type.String(),
});

/** `GET /ops/v1/consumers/{stream}/{consumer}`. */
export const ConsumerDetail = Type.Object(
  {
    watch: WatchState,
    consumer: ConsumerSummary,
    created: Nullable(Timestamp('When the consumer was made.')),
    config: Type.Record(Type.String(), Type.Unknown(), {
      description: 'As the server has it; durations in nanoseconds.',
    }),
    workers: Type.Array(WorkerSeen),
    statusChanges: Type.Array(StatusChange, { description: 'The newest first.' }),
    recentFailures: Nullable(
      Type.Integer({ description: 'Dead letters of the last 24 hours; null where that can’t be told.' }),
    ),
    actions: Type.Array(Action, { description: 'What was done to it by operators, the newest first.' }),
  },
  { $id: 'ConsumerDetail' },
);

export type ConsumerDetail = Type.Static<typeof ConsumerDetail>;
