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
import * as Type from './type.ts';

const Attempt = Type.Object({
  at: Type.String(),
  worker: Type.String(),
  workerVersion: Type.String(),
  failureClass: Type.String(),
  code: Type.String(),
});

/** One failure of an event: one message in DEAD_LETTERS. */
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
  epochId: Type.String({ description: 'The epoch of the store in which it failed.' }),
  replayId: Nullable(Type.String({ description: 'The replay it failed in.' })),
});

/** A replay that included a dead letter. */
const EarlierReplay = Type.Object({
  replayId: Type.String(),
  sentAt: Nullable(Type.String()),
  actor: Type.String(),
  outcome: Nullable(
    Type.String({
      description: 'applied, superseded, rejected, failed-again or skipped; null while it is in progress.',
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
    attemptLog: Type.Array(Attempt, { description: 'The newest attempts, oldest first.' }),
    failures: Type.Array(Failure, { description: 'All its kept failures, newest last.' }),
    originalSubject: Type.String(),
    traceparent: Nullable(Type.String()),
    payload: Type.Object({
      text: Nullable(Type.String({ description: 'The bytes as text; null if they are not UTF-8.' })),
      isJson: Type.Boolean({
        description: 'Whether the text is JSON. The JSON is given as text, so numbers keep all their digits.',
      }),
      base64: Type.String({ description: 'The unchanged bytes.' }),
      size: Type.Integer({ description: 'In bytes.' }),
    }),
    schemaFaults: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
      description: 'Where the event does not match its type in this version: JSON pointers into it.',
    }),
    expires: Type.Object({
      original: Nullable(Timestamp('When the original expires from the log.')),
      deadLetter: Nullable(Timestamp('When the dead letter itself expires.')),
    }),
    neighbours: Type.Object({ aggregate: Neighbours, correlation: Neighbours }),
    projections: Nullable(
      Type.Record(Type.String(), ProjectionStatus, {
        description:
          'The event’s present state in every projection; none if the bytes are no event, null if unknown.',
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
            'The dead letter whose event was edited to make this one; null if there is none, or if it has expired.',
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
            'The limit for the edited event to reach the log: after it, the edit fails and the dead letter is open again. Once in the log, the edit lasts until the projection applies or refuses the event.',
          ),
        },
        { description: 'The edit without an outcome yet; null for none.' },
      ),
    ),
    actions: Type.Array(Action, { description: 'Actions on it, newest first.' }),
    index: IndexCurrency,
  },
  { $id: 'DeadLetterDetail' },
);

export type DeadLetterDetail = Type.Static<typeof DeadLetterDetail>;
