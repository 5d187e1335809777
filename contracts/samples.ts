import Type from 'typebox';
import { DEAD_LETTER_STATES } from './operation.ts';
import { ActionRequestId } from './request-id.ts';
import { Nullable, Timestamp } from './schemas.ts';

/**
 * Demo data: what the first run sends, so that a newcomer sees the pipeline work, fail and recover. Its channels' ids begin
 * with this, so one look at the log's subjects tells whether it holds anything else.
 */
export const SAMPLE_CHANNEL_PREFIX = 'sample-';

/** The limit of demo events in a log. */
export const MOST_SAMPLES = 1_500;

/** Commands sent one by one, and their outcomes. */
export const SampleRun = Type.Object({
  startedAt: Timestamp('When the run began.'),
  endedAt: Nullable(Timestamp('When the last command was answered; null while the run continues.')),
  planned: Type.Integer({ description: 'How many are sent in total.' }),
  sent: Type.Integer(),
  accepted: Type.Integer({ description: 'Answered 202 by the gateway.' }),
  applied: Type.Integer({ description: 'How many of those were read back from every read model.' }),
  rejected: Type.Integer({ description: 'How many of those a business rule rejected.' }),
  problem: Nullable(Type.String({ description: 'Why a command was not accepted, if any was not.' })),
});
export type SampleRun = Type.Static<typeof SampleRun>;

/** The event that no worker can apply as it is, and its outcome. */
export const SamplePoison = Type.Object({
  sentAt: Timestamp('When it was requested.'),
  correlationId: Type.String({ description: 'The correlation id of its trace.' }),
  deadLetter: Nullable(
    Type.Object({
      id: Type.String(),
      state: Type.Enum([...DEAD_LETTER_STATES], {
        description: 'Its present state: resolved once an edited event was applied in its place.',
      }),
      since: Timestamp('When it reached that state.'),
    }),
  ),
});
export type SamplePoison = Type.Static<typeof SamplePoison>;

/** The history's file, locked so that nothing else can write to it. */
export const StorePause = Type.Object({
  startedAt: Timestamp('When the pause began.'),
  until: Timestamp('When the pause ends at the latest.'),
  endedAt: Nullable(Timestamp('When the pause ended; null while it lasts.')),
  waitingAt: Nullable(Timestamp('When a worker began to wait for its store.')),
  recoveredAt: Nullable(Timestamp('When the last worker resumed.')),
  messages: SampleRun,
});
export type StorePause = Type.Static<typeof StorePause>;

/** `GET /ops/v1/samples`, and the answer to each action. */
export const SampleState = Type.Object(
  {
    open: Type.Boolean({ description: 'Whether demo data may be sent here now.' }),
    why: Nullable(Type.String({ description: 'Why not: one sentence.' })),
    samples: Nullable(
      Type.Integer({ description: 'Events in the log, all of them demo data; null where it isn’t open.' }),
    ),
    traffic: Nullable(SampleRun),
    poison: Nullable(SamplePoison),
    storePause: Nullable(StorePause),
    pausable: Type.Object({
      seconds: Type.Integer({ description: 'For how long at most.' }),
      why: Nullable(Type.String({ description: 'Why the store can’t be paused here; null where it can.' })),
    }),
    readAt: Timestamp('When this answer was made.'),
  },
  { $id: 'SampleState' },
);
export type SampleState = Type.Static<typeof SampleState>;

export const SampleRequest = Type.Object(
  { requestId: ActionRequestId },
  { additionalProperties: false, $id: 'SampleRequest' },
);
export type SampleRequest = Type.Static<typeof SampleRequest>;
