import { DeadLetterId, Fingerprint } from './dead-letters.ts';
import { EXAMPLE_ID } from './request-id.ts';
import { DeadLetterFilterBody } from './routes/operations/dead-letter-filter.ts';
import { Nullable, Prose, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/** The API of replays: plans, jobs, and the outcome of each dead letter. */

const MAX_PLAN_IDS = 20_000;

/** The limit of findings that a plan names; their counts include all. */
export const MAX_FINDINGS = 1_000;

export const MAX_LISTED_FAILURES = 1_000;

/** Identifies a repeated request. */
export const RequestId = Type.String({
  pattern: '^[A-Za-z0-9_-]{8,64}$',
  description: 'The client chooses a new one for each intent: 8 to 64 letters, digits, _ or -.',
  examples: [EXAMPLE_ID],
});

export const ReplayId = Type.String({
  pattern: '^r-[0-9a-f]{24}$',
  description: 'The id of the replay: r- and 24 hexadecimal digits.',
  examples: ['r-5f0c3f5b8e2d4a1b9c7d6e5f'],
});

const pace = {
  canary: Type.Integer({
    minimum: 1,
    maximum: 1_000,
    description: 'How many are sent first, before the rest.',
  }),
  holdAfterCanary: Type.Boolean({
    description: 'Whether the replay pauses after those and waits for a person.',
  }),
  ratePerSecond: Type.Integer({ minimum: 1, maximum: 5_000, description: 'The limit per second.' }),
  stopAtFailureShare: Type.Number({
    minimum: 0.01,
    maximum: 1,
    description: 'The replay pauses at this share of failures.',
  }),
  stopAfterFailures: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    description: 'But not before this many failures.',
  }),
};

const Pace = Type.Partial(Type.Object(pace), { additionalProperties: false });

export const PlanRequest = Type.Object(
  {
    ids: Type.Optional(Type.Array(DeadLetterId, { minItems: 1, maxItems: MAX_PLAN_IDS })),
    filter: Type.Optional(DeadLetterFilterBody),
    group: Type.Optional(Fingerprint),
    exclude: Type.Optional(Type.Array(DeadLetterId, { maxItems: MAX_PLAN_IDS })),
    pace: Type.Optional(Pace),
  },
  {
    additionalProperties: false,
    description: 'Exactly one of ids, filter and group.',
    examples: [{ filter: { code: 'SQLITE_TOOBIG', from: '2026-11-01' } }],
  },
);

export type PlanRequest = Type.Static<typeof PlanRequest>;

/**
 * A finding about one dead letter before it is sent. With the first six, the replay skips the dead letter; a person
 * weighs the others.
 * - `loop-guard`: it was replayed twice or more, and failed in the same way each time.
 */
const FINDINGS = [
  'unknown',
  'resolved',
  'discarded',
  'on-hold',
  'replaying',
  'not-ours',
  'already-applied',
  'schema',
  'store-down',
  'loop-guard',
  'original-expired',
  'original-expires-soon',
] as const;

export const Finding = Type.Object({
  deadLetterId: Type.String(),
  finding: Type.Enum([...FINDINGS]),
  detail: Type.String(),
});

export type Finding = Type.Static<typeof Finding>;

const PAUSED_BY = ['person', 'canary', 'failures'] as const;

/** The stages of a replay's pace, in order: the canary, rounds that double, and the rest at the full rate. */
const REPLAY_STAGES = ['first', 'ramp', 'rest'] as const;

export const ReplayStage = Type.Object({
  stage: Type.Enum([...REPLAY_STAGES]),
  count: Type.Integer(),
  ended: Type.Integer(),
  failed: Type.Integer({ description: 'How many of them failed again.' }),
  endedAt: Nullable(Type.String({ description: 'When the last one of the stage ended; null until then.' })),
});

export type ReplayStage = Type.Static<typeof ReplayStage>;

export const ReplayPlan = Type.Object(
  {
    plan: Type.String({ description: 'What a job is created from.' }),
    selectedAt: Timestamp(
      'When the dead letters were selected: those that came later are not in the replay.',
    ),
    usableUntil: Timestamp('When this plan expires.'),
    count: Type.Integer({ description: 'How many will be sent.' }),
    skipped: Type.Integer({
      description: 'How many selected dead letters will not be sent; the findings say why.',
    }),
    bytes: Type.Integer(),
    oldest: Nullable(Type.Object({ deadLetterId: Type.String(), storedAt: Type.String() })),
    estimatedSeconds: Type.Integer(),
    reaches: Type.Array(
      Type.Object({
        consumer: Type.String(),
        deadLetters: Type.Integer(),
        aggregates: Type.Integer(),
        storeUsable: Type.Boolean(),
      }),
    ),
    doesNotReach: Type.String(),
    pace: Type.Object(pace),
    stages: Type.Array(ReplayStage),
    findings: Type.Array(Finding),
    findingCounts: Type.Record(Type.String(), Type.Integer()),
  },
  { $id: 'ReplayPlan' },
);

export type ReplayPlan = Type.Static<typeof ReplayPlan>;

export const CreateReplayRequest = Type.Object(
  {
    plan: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    ids: Type.Optional(Type.Array(DeadLetterId, { minItems: 1, maxItems: MAX_PLAN_IDS })),
    pace: Type.Optional(Pace),
    title: Type.Optional(Prose(200, 'Its title.')),
    reason: Type.Optional(Prose(2_000, 'Why.')),
    requestId: RequestId,
    override: Type.Optional(Type.Boolean({ description: 'Overrides the loop guard; needs a reason.' })),
  },
  {
    additionalProperties: false,
    description: 'Exactly one of plan and ids.',
    examples: [{ ids: ['history.1-3-48211'], title: 'After 0.3.1', requestId: EXAMPLE_ID }],
  },
);

export type CreateReplayRequest = Type.Static<typeof CreateReplayRequest>;

export const SteerRequest = Type.Object(
  { requestId: RequestId, reason: Type.Optional(Prose(2_000, 'Why.')) },
  { additionalProperties: false },
);

export type SteerRequest = Type.Static<typeof SteerRequest>;

const REPLAY_STATES = ['creating', 'running', 'paused', 'cancelled', 'finished'] as const;

export type ReplayState = (typeof REPLAY_STATES)[number];

export const MAX_CAUSES = 50;

const outcomeCounts = {
  applied: Type.Integer(),
  superseded: Type.Integer(),
  rejected: Type.Integer(),
  failedAgain: Type.Integer(),
  skipped: Type.Integer(),
};

export const ReplaySummary = Type.Object(
  {
    replayId: Type.String(),
    title: Type.String(),
    createdBy: Type.String(),
    createdAt: Type.String(),
    reason: Nullable(Type.String()),
    override: Type.Boolean(),
    state: Type.Enum([...REPLAY_STATES]),
    why: Nullable(Type.String({ description: 'Why it is paused, or waits.' })),
    pausedBy: Nullable(
      Type.Enum([...PAUSED_BY], {
        description: 'What paused it: a person, the pause after the canary, or too many failures.',
      }),
    ),
    holdsAfter: Nullable(
      Type.Integer({
        description: 'After how many it pauses for a person; null if it does not, or has resumed.',
      }),
    ),
    count: Type.Integer(),
    waiting: Type.Integer(),
    underWay: Type.Integer(),
    outcomes: Type.Object(outcomeCounts),
    ratePerSecond: Nullable(
      Type.Number({
        description:
          'Outcomes per second over the last ten seconds, since the last resume and the end of the ramp; null until that is known.',
      }),
    ),
    finishedAt: Nullable(Type.String()),
  },
  { $id: 'ReplaySummary' },
);

export type ReplaySummary = Type.Static<typeof ReplaySummary>;

/** `GET /ops/v1/replays`, newest first. */
export const ReplayList = Type.Object(
  {
    replays: Type.Array(ReplaySummary),
    total: Type.Integer({ description: 'How many there are; the newest are listed.' }),
  },
  { $id: 'ReplayList' },
);

export type ReplayList = Type.Static<typeof ReplayList>;

export const Replay = Type.Object(
  {
    ...ReplaySummary.properties,
    pace: Type.Object(pace),
    reaches: Type.Array(Type.Object({ consumer: Type.String(), deadLetters: Type.Integer() })),
    doesNotReach: Type.String(),
    stages: Type.Array(ReplayStage, {
      description: 'By the order in which dead letters ended; only stages with any.',
    }),
    causes: Type.Array(
      Type.Object({ outcome: Type.String(), detail: Type.String(), count: Type.Integer() }),
      {
        description: 'What did not end well, grouped by cause, most frequent first: 50 causes at most.',
      },
    ),
    /** Outcomes other than success, with the reason of each; the newest `MAX_LISTED_FAILURES`. */
    failures: Type.Array(
      Type.Object({
        deadLetterId: Type.String(),
        outcome: Type.String(),
        detail: Type.String(),
        at: Type.String(),
      }),
    ),
    actions: Type.Array(
      Type.Object({
        at: Type.String(),
        actor: Type.String(),
        kind: Type.String(),
        reason: Nullable(Type.String()),
      }),
    ),
  },
  { $id: 'Replay' },
);

export type Replay = Type.Static<typeof Replay>;
