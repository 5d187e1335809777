import { Action } from './dead-letters.ts';
import { ActionRequestId } from './request-id.ts';
import { Instant } from './routes/parameters.ts';
import { Nullable, Prose } from './schemas.ts';
import * as Type from './type.ts';

const reason = Prose(1_000, 'Why.');

export const PauseRequest = Type.Object(
  {
    until: Instant('When the consumer resumes without help, within the next 30 days.'),
    reason,
    requestId: ActionRequestId,
  },
  { additionalProperties: false, $id: 'PauseConsumerRequest' },
);

export type PauseRequest = Type.Static<typeof PauseRequest>;

export const ResumeRequest = Type.Object(
  { reason: Type.Optional(reason), requestId: ActionRequestId },
  { additionalProperties: false, $id: 'ResumeConsumerRequest' },
);

export type ResumeRequest = Type.Static<typeof ResumeRequest>;

export const ResetRequest = Type.Object(
  {
    to: Type.Union(
      [
        Type.Object({ sequence: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
        Type.Object(
          { time: Instant('The first event stored at or after this time.') },
          { additionalProperties: false },
        ),
        Type.Enum(['first', 'end']),
      ],
      { description: 'The sequence of the next event it gets.' },
    ),
    dryRun: Type.Boolean({ description: 'True: only a preview.' }),
    reason: Type.Optional(reason),
    requestId: ActionRequestId,
  },
  { additionalProperties: false, $id: 'ResetConsumerRequest' },
);

export type ResetRequest = Type.Static<typeof ResetRequest>;

/** The answer to a pause or resume. */
export const ConsumerActionDone = Type.Object(
  { action: Action, paused: Type.Boolean() },
  { $id: 'ConsumerActionDone' },
);

export type ConsumerActionDone = Type.Static<typeof ConsumerActionDone>;

/** The answer to a reset, and to its dry run. */
export const ConsumerReset = Type.Object(
  {
    dryRun: Type.Boolean(),
    from: Type.Integer({ description: 'The next event that it would get without the reset.' }),
    to: Type.Integer({ description: 'The next event that it gets after the reset.' }),
    again: Type.Integer({ description: 'How many acknowledged events would be processed again.' }),
    skipped: Type.Integer({ description: 'How many unacknowledged events would never be processed.' }),
    obstacle: Nullable(Type.String({ description: 'Why the reset would be refused now.' })),
    advice: Nullable(Type.String()),
    action: Nullable(Action),
  },
  { $id: 'ConsumerReset' },
);

export type ConsumerReset = Type.Static<typeof ConsumerReset>;
