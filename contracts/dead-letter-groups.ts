import { Action, DeadLetterSummary, IndexCurrency, Note } from './dead-letters.ts';
import { Nullable, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

export const GROUPINGS = ['fingerprint', 'type', 'consumer'] as const;

export type Grouping = (typeof GROUPINGS)[number];

const StateCounts = Type.Object({
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
    firstFailedAt: Timestamp('Their first failure.'),
    failedAt: Timestamp('Their last failure.'),
    openedAt: Timestamp('When the newest of them was created; a failed replay creates none.'),
    trend: Type.Array(Type.Integer(), {
      description: 'Dead letters created per hour, for 24 hours; the last one is the present hour.',
    }),
    newest: DeadLetterSummary,
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
    groups: Type.Array(DeadLetterGroup, { description: 'Largest first.' }),
    total: Type.Integer({ description: 'How many groups there are; the answer holds at most `limit`.' }),
    trendFrom: Timestamp('Start of the first hour of the trends.'),
    index: IndexCurrency,
  },
  { $id: 'DeadLetterGroups' },
);

export type DeadLetterGroups = Type.Static<typeof DeadLetterGroups>;

const Reached = Type.Object({
  name: Type.String({ description: 'In the form that the filters `aggregate` and `actor` take.' }),
  count: Type.Integer({ description: 'How many of the group’s dead letters belong to it, in any state.' }),
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
      largestChannels: Type.Array(Reached, {
        description: 'The five with the most dead letters, largest first.',
      }),
      largestCallers: Type.Array(Reached, {
        description: 'The five with the most dead letters, largest first.',
      }),
    }),
    growth: Type.Object({
      growing: Type.Boolean({
        description:
          'Whether more were created in the last hour than in the hour before, the newest within the last 15 s.',
      }),
      lastHour: Type.Integer(),
      hourBefore: Type.Integer(),
    }),
    sinceThen: Type.Object({
      lastFailedAt: Timestamp('The last failure with this cause.'),
      workerVersions: Type.Object({
        first: Type.String(),
        last: Type.String(),
        newestSeen: Type.String({ description: 'The newest failure of these consumers, with any cause.' }),
      }),
      stores: Type.Array(
        Type.Object({ consumer: Type.String(), answers: Type.Boolean(), detail: Nullable(Type.String()) }),
        { description: 'Whether the stores of these consumers answer now.' },
      ),
      lastReplay: Nullable(
        Type.Object({
          replayId: Type.String(),
          deadLetterId: Type.String(),
          outcome: Type.String(),
          at: Type.String(),
        }),
      ),
    }),
    actions: Type.Array(Action, { description: 'Newest first.' }),
    index: IndexCurrency,
  },
  { $id: 'DeadLetterGroupDetail' },
);

export type DeadLetterGroupDetail = Type.Static<typeof DeadLetterGroupDetail>;
