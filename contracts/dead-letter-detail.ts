import Type from 'typebox';
import { ProjectionStatus } from './command-status.ts';
import {
  Action,
  DeadLetterId,
  DeadLetterSummary,
  Fingerprint,
  IndexCurrency,
  State,
} from './dead-letters.ts';
import { Nullable, Timestamp } from './schemas.ts';

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
