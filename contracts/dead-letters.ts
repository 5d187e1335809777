import { DEAD_LETTER_ID_PATTERN } from './dead-letter-id.ts';
import { DEAD_LETTER_STATES } from './operation.ts';
import { Nullable, PositionToken, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/** The operations API's view of dead letters: shared with the console and with scripts. */

export const DeadLetterId = Type.String({
  pattern: DEAD_LETTER_ID_PATTERN,
  description:
    'The id of a dead letter: its consumer, of at most 128 characters, and the position of its event.',
  examples: ['history.1-3-48211'],
});

export const Fingerprint = Type.String({
  pattern: '^[0-9a-f]{16}$',
  description: 'The fingerprint of a group: 16 hexadecimal digits.',
  examples: ['3f9c2a81b0d4e675'],
});

export const State = Type.Enum([...DEAD_LETTER_STATES]);

export const Note = Type.Object({ text: Type.String(), actor: Type.String(), at: Type.String() });

const ResolutionShown = Type.Object({
  how: Type.Enum(['applied', 'superseded', 'rejected', 'edited']),
  at: Timestamp('When it was proven.'),
  replayId: Nullable(Type.String()),
  by: Nullable(
    Type.String({ description: 'The version that superseded the event, or the event that replaced it.' }),
  ),
  byPosition: Nullable(Type.String()),
});

/** The present state of a dead letter, in a list. */
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
      description: 'How many messages it has in DEAD_LETTERS: one, and one more per failed replay.',
    }),
    attempts: Type.Integer({ description: 'How many attempts failed in total.' }),
    firstFailedAt: Timestamp('Its first failure.'),
    failedAt: Timestamp('Its last failure.'),
    openedAt: Timestamp('When the dead letter was created, or opened again outside of a replay.'),
    worker: Type.String(),
    workerVersion: Type.String(),
    state: State,
    since: Timestamp('When it reached this state.'),
    changedBy: Nullable(Type.String({ description: 'Who or what set this state; null for a worker.' })),
    reason: Nullable(Type.String()),
    assignee: Nullable(Type.String()),
    ticket: Nullable(Type.String()),
    note: Nullable(Note),
    resolution: Nullable(ResolutionShown),
    replayId: Nullable(Type.String({ description: 'The replay in progress.' })),
    reopened: Type.Integer({ description: 'How often a failure opened it again.' }),
    revision: Type.Integer({ description: 'Grows with every action on it. Send it with your next action.' }),
    sequence: Type.Integer({ description: 'The sequence of its newest message in DEAD_LETTERS.' }),
    originalExpiresAt: Nullable(Timestamp('When the original expires from the log.')),
  },
  { $id: 'DeadLetterSummary' },
);

export type DeadLetterSummary = Type.Static<typeof DeadLetterSummary>;

/** How current an answer from the index is. */
export const IndexCurrency = Type.Object({
  caughtUp: Type.Boolean({
    description:
      'True only if this answer holds everything that the streams held at the request. False while the index is being built, or the log cannot be read: then the answer is incomplete.',
  }),
  behind: Type.Integer({
    description: 'Messages of the streams that the index has not read yet, as far as is known.',
  }),
  of: Type.Integer({ description: 'Messages in the streams, as far as is known.' }),
  readAt: Timestamp('When the index was read.'),
});

export type IndexCurrency = Type.Static<typeof IndexCurrency>;

/** `GET /ops/v1/dead-letters`. */
export const DeadLetterList = Type.Object(
  {
    deadLetters: Type.Array(DeadLetterSummary),
    next: Nullable(Type.String({ description: 'The cursor of the next page.' })),
    total: Type.Integer({ description: 'How many match these filters, on all pages.' }),
    index: IndexCurrency,
  },
  { $id: 'DeadLetterList' },
);

export type DeadLetterList = Type.Static<typeof DeadLetterList>;

/** One message of OPERATIONS, as the audit log lists it. Long lists of dead letters are given as a number. */
export const Action = Type.Object(
  {
    sequence: Type.Integer(),
    id: Type.String(),
    at: Timestamp('When the action was done.'),
    actor: Type.String(),
    kind: Type.String(),
    target: Type.Enum(['dead-letter', 'group', 'replay', 'consumer', 'alert', 'api-key', 'person']),
    targetId: Type.String(),
    requestId: Type.String(),
    reason: Nullable(Type.String()),
    details: Type.Record(Type.String(), Type.Unknown()),
  },
  { $id: 'Action' },
);

export type Action = Type.Static<typeof Action>;

/** `GET /ops/v1/actions`, newest first. */
export const ActionList = Type.Object(
  { actions: Type.Array(Action), next: Nullable(Type.String()), total: Type.Integer(), index: IndexCurrency },
  { $id: 'ActionList' },
);

export type ActionList = Type.Static<typeof ActionList>;
