import Type from 'typebox';
import { Action, DeadLetterSummary, IndexCurrency, Note } from './dead-letters.ts';
import { Nullable, Timestamp } from './schemas.ts';

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
