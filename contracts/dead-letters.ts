import Type from 'typebox';
import { ProjectionStatus } from './command-status.ts';
import { DEAD_LETTER_STATES } from './operation.ts';
import { Nullable, PositionToken, Timestamp } from './schemas.ts';

/** The operations API's view of dead letters: shared with the console and with scripts. */

export const DEAD_LETTER_ID_PATTERN = '^[A-Za-z0-9_-]{1,64}\\.[0-9]{1,3}-[0-9]{1,4}-[0-9]{1,14}$';
export const FINGERPRINT_PATTERN = '^[0-9a-f]{16}$';

export const DeadLetterId = Type.String({
  pattern: DEAD_LETTER_ID_PATTERN,
  description: 'The id of a dead letter: its consumer and the position of its event.',
  examples: ['history.1-3-48211'],
});

export const Fingerprint = Type.String({
  pattern: FINGERPRINT_PATTERN,
  description: 'The fingerprint of a group: 16 hexadecimal digits.',
});

export const State = Type.Enum([...DEAD_LETTER_STATES]);

const Note = Type.Object({ text: Type.String(), actor: Type.String(), at: Type.String() });

export const ResolutionShown = Type.Object({
  how: Type.Enum(['applied', 'superseded', 'rejected', 'edited']),
  at: Timestamp('When it was proven.'),
  replayId: Nullable(Type.String()),
  by: Nullable(Type.String({ description: 'The version that superseded it, or the event in its place.' })),
  byPosition: Nullable(Type.String()),
});

/** A dead letter in a list, as it stands now. */
export const DeadLetterSummary = Type.Object(
  {
    id: DeadLetterId,
    consumer: Type.String(),
    position: PositionToken,
    eventName: Type.String(),
    eventType: Nullable(Type.String()),
    eventId: Nullable(Type.String()),
    subject: Nullable(Type.String({ description: 'The aggregate.', examples: ['channel/general'] })),
    actor: Nullable(Type.String({ description: 'Who sent the command.' })),
    correlationId: Nullable(Type.String()),
    failureClass: Type.String(),
    code: Type.String(),
    message: Type.String(),
    group: Fingerprint,
    failures: Type.Integer({
      description: 'How many dead letters there are of it: 1 and one a failed replay.',
    }),
    attempts: Type.Integer({ description: 'How many attempts failed in all.' }),
    firstFailedAt: Timestamp('When it failed first.'),
    failedAt: Timestamp('When it failed last.'),
    cameAt: Timestamp('When it came: its last failure outside of a replay.'),
    worker: Type.String(),
    workerVersion: Type.String(),
    state: State,
    since: Timestamp('When it came to this state.'),
    changedBy: Nullable(Type.String({ description: 'Who brought it there; null for a worker.' })),
    reason: Nullable(Type.String()),
    assignee: Nullable(Type.String()),
    ticket: Nullable(Type.String()),
    note: Nullable(Note),
    resolution: Nullable(ResolutionShown),
    replayId: Nullable(Type.String({ description: 'The replay under way.' })),
    reopened: Type.Integer({ description: 'How often a failure opened it again.' }),
    revision: Type.Integer({ description: 'Grows with every act on it: send it back with an act.' }),
    sequence: Type.Integer({ description: 'Of its newest message in DEAD_LETTERS.' }),
    originalExpiresAt: Nullable(Timestamp('When the log drops the original.')),
  },
  { $id: 'DeadLetterSummary' },
);

export type DeadLetterSummary = Type.Static<typeof DeadLetterSummary>;

/** How current an answer from the index is. */
export const IndexCurrency = Type.Object({
  caughtUp: Type.Boolean({
    description:
      'True only where this answer holds all that the streams had when it was asked for. False while the index is being built, or the log cannot be read: the answer is a part.',
  }),
  behind: Type.Integer({ description: 'Messages of the streams it has not read yet, as far as is known.' }),
  of: Type.Integer({ description: 'Messages that the streams hold, as far as is known.' }),
  readAt: Timestamp('When this was read.'),
});

export type IndexCurrency = Type.Static<typeof IndexCurrency>;

/** `GET /ops/v1/dead-letters`. */
export const DeadLetterList = Type.Object(
  {
    deadLetters: Type.Array(DeadLetterSummary),
    next: Nullable(Type.String({ description: 'The cursor of the next page.' })),
    total: Type.Integer({ description: 'How many there are by these filters, on all pages.' }),
    index: IndexCurrency,
  },
  { $id: 'DeadLetterList' },
);

export type DeadLetterList = Type.Static<typeof DeadLetterList>;

export const GROUPINGS = ['fingerprint', 'type', 'consumer'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const StateCounts = Type.Object({
  open: Type.Integer(),
  replaying: Type.Integer(),
  resolved: Type.Integer(),
  discarded: Type.Integer(),
  'on-hold': Type.Integer(),
});

export const DeadLetterGroup = Type.Object(
  {
    key: Type.String({ description: 'The fingerprint, event type or consumer.' }),
    count: Type.Integer(),
    states: StateCounts,
    firstFailedAt: Timestamp('The first failure of any of them.'),
    failedAt: Timestamp('The last.'),
    cameAt: Timestamp('When the newest of them came: a replay that failed again is none.'),
    trend: Type.Array(Type.Integer(), {
      description: 'Entries by the hour they came in, 24 hours, the last one the present hour.',
    }),
    sample: DeadLetterSummary,
    assignee: Nullable(Type.String()),
    ticket: Nullable(Type.String()),
    note: Nullable(Note),
    revision: Type.Integer(),
  },
  { $id: 'DeadLetterGroup' },
);

export type DeadLetterGroup = Type.Static<typeof DeadLetterGroup>;

/** `GET /ops/v1/dead-letter-groups`. */
export const DeadLetterGroups = Type.Object(
  {
    groups: Type.Array(DeadLetterGroup, { description: 'The largest first.' }),
    total: Type.Integer({ description: 'How many groups there are; the answer holds at most `limit`.' }),
    trendFrom: Timestamp('Where the first hour of the trends begins.'),
    index: IndexCurrency,
  },
  { $id: 'DeadLetterGroups' },
);

export type DeadLetterGroups = Type.Static<typeof DeadLetterGroups>;

/** One message of OPERATIONS as the audit trail lists it. Long lists of entries are told by their number. */
export const Action = Type.Object(
  {
    sequence: Type.Integer(),
    id: Type.String(),
    at: Timestamp('When it was done.'),
    actor: Type.String(),
    kind: Type.String(),
    target: Type.Enum(['dead-letter', 'group', 'replay', 'consumer', 'alert', 'sample']),
    targetId: Type.String(),
    requestId: Type.String(),
    reason: Nullable(Type.String()),
    details: Type.Record(Type.String(), Type.Unknown()),
  },
  { $id: 'Action' },
);

export type Action = Type.Static<typeof Action>;

const Attempt = Type.Object({
  at: Type.String(),
  worker: Type.String(),
  workerVersion: Type.String(),
  failureClass: Type.String(),
  code: Type.String(),
});

/** One failure of an entry: one message in DEAD_LETTERS. */
export const Failure = Type.Object({
  sequence: Type.Integer(),
  failedAt: Timestamp('When it failed.'),
  failureClass: Type.String(),
  code: Type.String(),
  message: Type.String(),
  group: Fingerprint,
  attempts: Type.Integer(),
  worker: Type.String(),
  workerVersion: Type.String(),
  epochId: Type.String({ description: 'Which filling of its store it failed on.' }),
  replayId: Nullable(Type.String({ description: 'The replay it failed in.' })),
});

/** A replay that concerned an entry. */
export const EarlierReplay = Type.Object({
  replayId: Type.String(),
  sentAt: Nullable(Type.String()),
  actor: Type.String(),
  outcome: Nullable(
    Type.String({
      description: 'applied, superseded, rejected, failed-again or skipped; null while it lasts.',
    }),
  ),
  at: Nullable(Type.String()),
  detail: Nullable(Type.String()),
});

const Neighbours = Type.Object({
  total: Type.Integer(),
  deadLetters: Type.Array(DeadLetterSummary, { description: 'The newest of them.' }),
});

/** `GET /ops/v1/dead-letters/{id}`. */
export const DeadLetterDetail = Type.Object(
  {
    deadLetter: DeadLetterSummary,
    stack: Type.String(),
    attemptLog: Type.Array(Attempt, { description: 'The newest attempts, the oldest first.' }),
    failures: Type.Array(Failure, { description: 'Every failure of it that is kept, the newest last.' }),
    originalSubject: Type.String(),
    traceparent: Nullable(Type.String()),
    payload: Type.Object({
      decoded: Type.Unknown({ description: 'The JSON of the event; null where it is none.' }),
      text: Nullable(Type.String({ description: 'The bytes as text; null where they are not UTF-8.' })),
      base64: Type.String({ description: 'The bytes as they are.' }),
      size: Type.Integer({ description: 'In bytes.' }),
    }),
    schemaFaults: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
      description: 'Where the event does not fit what this version knows of its type: JSON pointers into it.',
    }),
    expires: Type.Object({
      original: Nullable(Timestamp('When the log drops the original.')),
      entry: Nullable(Timestamp('When the dead letter itself is dropped.')),
    }),
    neighbours: Type.Object({ aggregate: Neighbours, correlation: Neighbours }),
    projections: Nullable(
      Type.Record(Type.String(), ProjectionStatus, {
        description: 'What became of the event in every projection now; null where that cannot be told.',
      }),
    ),
    replays: Type.Array(EarlierReplay),
    editOf: Nullable(
      Type.Object(
        {
          id: DeadLetterId,
          state: State,
          actor: Type.String({ description: 'Who sent the edit.' }),
          at: Timestamp('When.'),
        },
        {
          description:
            'The dead letter that its event is an edited copy of; null for none, or where it has expired.',
        },
      ),
    ),
    editUnderWay: Nullable(
      Type.Object(
        {
          eventId: Type.String(),
          actor: Type.String({ description: 'Who edits.' }),
          at: Timestamp('When the edit began.'),
          publishedBy: Timestamp(
            'Not in the log by then, the edit fails and the entry is open. In the log, it lasts until the projection applies or refuses the edited event.',
          ),
        },
        { description: 'The edit that has no outcome yet; null for none.' },
      ),
    ),
    actions: Type.Array(Action, { description: 'What was done to it, the newest first.' }),
    index: IndexCurrency,
  },
  { $id: 'DeadLetterDetail' },
);

export type DeadLetterDetail = Type.Static<typeof DeadLetterDetail>;

const Reached = Type.Object({
  name: Type.String({ description: 'As the filter `aggregate` or `actor` takes it.' }),
  count: Type.Integer({ description: 'How many of the group’s entries are its own, in any state.' }),
  open: Type.Integer({ description: 'How many of them are open.' }),
});

/** `GET /ops/v1/dead-letter-groups/{fingerprint}`. */
export const DeadLetterGroupDetail = Type.Object(
  {
    group: DeadLetterGroup,
    reach: Type.Object({
      channels: Type.Integer(),
      callers: Type.Integer(),
      consumers: Type.Integer(),
      types: Type.Integer(),
      largestChannels: Type.Array(Reached, { description: 'The five with most entries, the largest first.' }),
      largestCallers: Type.Array(Reached, { description: 'The five with most entries, the largest first.' }),
    }),
    growth: Type.Object({
      growing: Type.Boolean({
        description:
          'More came in the last hour than in the hour before it, the newest within the last 15 s.',
      }),
      lastHour: Type.Integer(),
      hourBefore: Type.Integer(),
    }),
    sinceThen: Type.Object({
      lastFailedAt: Timestamp('The last failure of this cause.'),
      workerVersions: Type.Object({
        first: Type.String(),
        last: Type.String(),
        newestSeen: Type.String({ description: 'Of the newest failure of these consumers, of any cause.' }),
      }),
      stores: Type.Array(
        Type.Object({ consumer: Type.String(), answers: Type.Boolean(), detail: Nullable(Type.String()) }),
        { description: 'Whether the stores of these consumers answer now.' },
      ),
      lastReplay: Nullable(
        Type.Object({
          replayId: Type.String(),
          entry: Type.String(),
          outcome: Type.String(),
          at: Type.String(),
        }),
      ),
    }),
    actions: Type.Array(Action, { description: 'The newest first.' }),
    index: IndexCurrency,
  },
  { $id: 'DeadLetterGroupDetail' },
);

export type DeadLetterGroupDetail = Type.Static<typeof DeadLetterGroupDetail>;

/** `GET /ops/v1/acts`, the newest first. */
export const ActionList = Type.Object(
  { actions: Type.Array(Action), next: Nullable(Type.String()), total: Type.Integer(), index: IndexCurrency },
  { $id: 'ActionList' },
);

export type ActionList = Type.Static<typeof ActionList>;
