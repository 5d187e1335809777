import { CommandState, ProjectionStatus } from './command-status.ts';
import { IndexCurrency } from './dead-letters.ts';
import { Nullable, PositionToken, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/** The operations API's view of a command's timeline: shared with the console and with scripts. */

/**
 * What a command waited for, or what was done to it:
 * - `accepting`: from the gateway's acceptance until the log had stored it.
 * - `in-the-log`: until it was delivered to a worker. `in-a-batch`: until its part of the batch was begun.
 * - `working`: the store's call. `store-outage`: the store could not be used.
 * - `retry-backoff`: until the next attempt was due. `in-retries`: due, or sent by a replay, until it was delivered to a
 * worker.
 * - `dead-letter`: until an operator replayed or replaced it.
 * - `kept-aside`: the read model keeps it until the message it changes arrives.
 * - `unknown`: between two known stages; the ledger has no record of the time between.
 */
const SEGMENT_KINDS = [
  'accepting',
  'in-the-log',
  'in-a-batch',
  'working',
  'store-outage',
  'retry-backoff',
  'in-retries',
  'dead-letter',
  'kept-aside',
  'unknown',
] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

export const Segment = Type.Object({
  kind: Type.Enum([...SEGMENT_KINDS]),
  from: Timestamp('Its start: the end of the one before.'),
  to: Timestamp('Its end: now, for an open one.'),
  ms: Type.Integer(),
  open: Type.Boolean({ description: 'Whether it still lasts.' }),
  attempt: Nullable(Type.Integer({ description: 'The number of its attempt, from 1.' })),
});
export type Segment = Type.Static<typeof Segment>;

const STAGE_KINDS = [
  'accepted',
  'confirmed',
  'stored',
  'fetched',
  'began',
  'applied',
  'failed',
  'dead-lettered',
  'replay-sent',
  'edited',
  'proven',
] as const;

export const Stage = Type.Object({
  kind: Type.Enum([...STAGE_KINDS]),
  at: Timestamp('By the clock of the process that recorded it.'),
  clock: Type.Enum(['gateway', 'log', 'worker', 'operations', 'store']),
  process: Nullable(Type.String({ description: 'The process: <host>:<pid>.' })),
  version: Nullable(Type.String()),
  attempt: Nullable(Type.Integer()),
  replayId: Nullable(Type.String()),
  detail: Nullable(Type.String({ description: 'A code, or the id of what replaced it.' })),
});
export type Stage = Type.Static<typeof Stage>;

export const ClientAnswer = Type.Object({
  from: Timestamp('From when on a GET would have answered so.'),
  state: CommandState,
  proven: Type.Boolean({
    description: 'Read from the read model for this answer; else derived from the stages.',
  }),
});
export type ClientAnswer = Type.Static<typeof ClientAnswer>;

export const ProjectionTrace = Type.Object({
  projection: Type.String(),
  epochId: Nullable(Type.String({ description: 'The epoch of the store whose timeline is shown.' })),
  stages: Type.Array(Stage),
  segments: Type.Array(Segment, { description: 'Without gaps, from the acceptance to the end, or to now.' }),
  endedAt: Nullable(
    Timestamp(
      'When it was applied, rejected, replaced or discarded; null while it is in flight, or if unknown.',
    ),
  ),
  status: Nullable(ProjectionStatus),
  clientView: Type.Array(ClientAnswer),
  absence: Nullable(
    Type.Object({
      text: Type.String({ examples: ['History has not applied the event: 41 ahead, about 3 s.'] }),
      ahead: Nullable(Type.Integer()),
      aboutMs: Nullable(Type.Integer({ description: 'By the recent rate of applied events.' })),
    }),
  ),
});
export type ProjectionTrace = Type.Static<typeof ProjectionTrace>;

export const TraceCommand = Type.Object({
  commandId: Type.String(),
  command: Type.String({ description: 'The kind of command; the event’s type if unknown.' }),
  eventType: Type.String(),
  subject: Type.String(),
  actor: Type.String(),
  correlationId: Type.String(),
  causationId: Nullable(
    Type.String({ description: 'The command that caused it: the one it was edited from.' }),
  ),
  position: PositionToken,
  acceptedAt: Nullable(Timestamp('By the gateway’s clock.')),
  storedAt: Timestamp('By the log’s clock.'),
  state: Nullable(CommandState),
  replacedBy: Nullable(
    Type.String({ description: 'The corrected command that replaced this one, and is applied.' }),
  ),
  timesKnown: Type.Boolean({ description: 'False for a command older than the ledger.' }),
  stages: Type.Array(Stage, { description: 'The stages before any projection.' }),
  projections: Type.Array(ProjectionTrace),
  clientView: Type.Array(ClientAnswer),
  facts: Type.Array(Type.String(), {
    description: 'What a reader must know: clocks that differ, gaps.',
  }),
});
export type TraceCommand = Type.Static<typeof TraceCommand>;

/** `GET /ops/v1/traces/{correlationId}`. */
export const Trace = Type.Object(
  {
    correlationId: Type.String(),
    commands: Type.Array(TraceCommand, { description: 'In the order in which the log stored them.' }),
    total: Type.Integer({ description: 'How many there are; counted to 10,000.' }),
    next: Nullable(Type.String({ description: 'The cursor of the next page.' })),
    links: Type.Array(Type.Object({ cause: Type.String(), effect: Type.String() }), {
      description: 'Commands of this page that another one caused.',
    }),
    unconfirmed: Type.Array(
      Type.Object({
        commandId: Type.String(),
        at: Timestamp('When its client got the answer that the outcome is unknown.'),
        process: Type.String(),
      }),
    ),
    gaps: Type.Array(
      Type.Object({
        role: Type.String(),
        process: Type.String(),
        from: Type.String(),
        until: Type.String(),
        records: Type.Integer(),
        why: Type.String(),
      }),
      { description: 'Where processes could not record to the ledger while these commands were in flight.' },
    ),
    readAt: Timestamp('When this answer was made: the end of open segments.'),
    index: IndexCurrency,
  },
  { $id: 'Trace' },
);
export type Trace = Type.Static<typeof Trace>;

export const TRACE_STATES = [
  'accepted',
  'processing',
  'retrying',
  'dead_lettered',
  'applied',
  'rejected',
] as const;

export const TraceSummary = Type.Object({
  commandId: Type.String(),
  correlationId: Type.String(),
  position: PositionToken,
  command: Type.String(),
  eventType: Type.String(),
  subject: Type.String(),
  actor: Type.String(),
  acceptedAt: Nullable(Timestamp('By the gateway’s clock.')),
  storedAt: Timestamp('By the log’s clock.'),
  state: Nullable(
    Type.Enum([...TRACE_STATES], {
      description:
        'The state by the ledger, which records commands that a rule rejected as applied; `rejected` if the read model showed that, at most a minute ago or while it can’t be read again. `processing` where the read model keeps the change aside until the message it changes arrives. Null for a command older than the ledger.',
    }),
  ),
  replacedBy: Nullable(
    Type.String({ description: 'The corrected command that replaced a dead-lettered one.' }),
  ),
  failures: Type.Integer({ description: 'How many attempts failed.' }),
  tookMs: Nullable(
    Type.Integer({
      description:
        'From the log to the last projection, or until it was replaced; null while a projection has not applied it.',
    }),
  ),
});
export type TraceSummary = Type.Static<typeof TraceSummary>;

/** `GET /ops/v1/traces`. */
export const TraceList = Type.Object(
  {
    commands: Type.Array(TraceSummary),
    next: Nullable(Type.String({ description: 'The cursor of the next page.' })),
    cut: Type.Boolean({
      description: 'True if time ran out: the list is correct but may be incomplete. Continue from `next`.',
    }),
    index: IndexCurrency,
  },
  { $id: 'TraceList' },
);
export type TraceList = Type.Static<typeof TraceList>;
