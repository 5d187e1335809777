import Type from 'typebox';
import { DEAD_LETTER_STATES } from './operation.ts';
import { Nullable, Timestamp, Uuid } from './schemas.ts';

/**
 * Samples: what the first run sends so that a newcomer sees the pipeline at work, one part of it broken, and put right.
 * A sample is known for good by its channel: its id begins with this. So one look at the log's subjects tells whether it
 * holds anything else.
 */
export const SAMPLE_CHANNEL_PREFIX = 'sample-';

/** How many samples a log may come to hold; from here on no more are sent. */
export const MOST_SAMPLES = 1_500;

/** Commands sent one by one, and what became of them. */
export const SampleRun = Type.Object({
  startedAt: Timestamp('When it began.'),
  endedAt: Nullable(Timestamp('When the last one was answered; null while it goes on.')),
  planned: Type.Integer({ description: 'How many are sent in all.' }),
  sent: Type.Integer(),
  accepted: Type.Integer({ description: 'Answered 202 by the gateway.' }),
  applied: Type.Integer({ description: 'Of those, how many were read back from every read model.' }),
  rejected: Type.Integer({ description: 'Of those, how many a rule of the business said no to.' }),
  problem: Nullable(Type.String({ description: 'Why one was not accepted, where any was not.' })),
});
export type SampleRun = Type.Static<typeof SampleRun>;

/** The event that no worker can apply as it is, and what became of it. */
export const SamplePoison = Type.Object({
  sentAt: Timestamp('When it was asked for.'),
  correlationId: Type.String({ description: 'By which its trace is found.' }),
  deadLetter: Nullable(
    Type.Object({
      id: Type.String(),
      state: Type.Enum([...DEAD_LETTER_STATES], {
        description: 'As it stands now: resolved once another event was applied in its place.',
      }),
      since: Timestamp('When it came to that state.'),
    }),
  ),
});
export type SamplePoison = Type.Static<typeof SamplePoison>;

/** The history's file, held so that nobody else can write to it. */
export const StorePause = Type.Object({
  startedAt: Timestamp('When it was held.'),
  until: Timestamp('When it is let go at the latest.'),
  endedAt: Nullable(Timestamp('When it was let go; null while it is held.')),
  waitingAt: Nullable(Timestamp('When a worker began to wait for its store.')),
  recoveredAt: Nullable(Timestamp('When the last of them went on.')),
  messages: SampleRun,
});
export type StorePause = Type.Static<typeof StorePause>;

/** `GET /ops/v1/samples`, and the answer to each act. */
export const SampleState = Type.Object(
  {
    open: Type.Boolean({ description: 'Whether samples may be sent here now.' }),
    why: Nullable(Type.String({ description: 'Why not: one sentence.' })),
    samples: Nullable(
      Type.Integer({ description: 'Events in the log, which are all samples; null where it isn’t open.' }),
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
  { requestId: Uuid('Made by the client, one for each intent: sent again it does nothing more.') },
  { additionalProperties: false, $id: 'SampleRequest' },
);
export type SampleRequest = Type.Static<typeof SampleRequest>;
