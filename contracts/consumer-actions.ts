import Type from 'typebox';
import { Action } from './dead-letters.ts';
import { Instant } from './routes/parameters.ts';
import { Nullable, Uuid } from './schemas.ts';

const requestId = Uuid('Made by the client, one for each intent: sent again it does nothing more.');

const reason = Type.String({ minLength: 1, maxLength: 1_000, description: 'Why.' });

export const PauseRequest = Type.Object(
  {
    until: Instant('When it resumes by itself, within the next 30 days.'),
    reason,
    requestId,
  },
  { additionalProperties: false, $id: 'PauseConsumerRequest' },
);

export type PauseRequest = Type.Static<typeof PauseRequest>;

export const ResumeRequest = Type.Object(
  { reason: Type.Optional(reason), requestId },
  { additionalProperties: false, $id: 'ResumeConsumerRequest' },
);

export type ResumeRequest = Type.Static<typeof ResumeRequest>;

export const ResetRequest = Type.Object(
  {
    to: Type.Union(
      [
        Type.Object({ sequence: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
        Type.Object(
          { time: Instant('The first event stored at or after it.') },
          { additionalProperties: false },
        ),
        Type.Enum(['first', 'end']),
      ],
      { description: 'The first event that it gets next.' },
    ),
    dryRun: Type.Boolean({ description: 'True: it is only told what would be.' }),
    reason: Type.Optional(reason),
    requestId,
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
    from: Type.Integer({ description: 'The first event that it would get as it stands.' }),
    to: Type.Integer({ description: 'The first that it gets then.' }),
    again: Type.Integer({ description: 'How many that it has answered for would be processed again.' }),
    skipped: Type.Integer({ description: 'How many that it has not answered for would never be.' }),
    obstacle: Nullable(Type.String({ description: 'Why it would be refused now.' })),
    advice: Nullable(Type.String()),
    action: Nullable(Action),
  },
  { $id: 'ConsumerReset' },
);

export type ConsumerReset = Type.Static<typeof ConsumerReset>;
