import { DeadLetterGroup } from './dead-letter-groups.ts';
import { Action, DeadLetterId, DeadLetterSummary } from './dead-letters.ts';
import { Problem } from './problem.ts';
import { ActionRequestId, EXAMPLE_ID } from './request-id.ts';
import { Nullable, Prose } from './schemas.ts';
import * as Type from './type.ts';

/** The actions an operator may do on one dead letter. Replays have a resource of their own. */
const DEAD_LETTER_ACTIONS = [
  'noted',
  'assigned',
  'ticket-linked',
  'held',
  'released',
  'discarded',
  'restored',
] as const;
const GROUP_ACTIONS = ['group-noted', 'group-assigned', 'group-ticket-linked'] as const;

const MAX_SELECTED = 500;

const fields = {
  requestId: ActionRequestId,
  text: Type.Optional(Prose(4_000, 'The text of a note.')),
  assignee: Type.Optional(Nullable(Prose(128, 'The owner; null for no owner.'))),
  ticket: Type.Optional(Nullable(Prose(256, 'The ticket; null for no ticket.'))),
  reason: Type.Optional(Prose(1_000, 'Why. Required for a discard.')),
};
const revision = Type.Optional(
  Type.Integer({
    minimum: 0,
    description:
      'The revision that the decision was based on: refused with 409 if another action came since.',
  }),
);

export const DeadLetterActionRequest = Type.Object(
  { kind: Type.Enum([...DEAD_LETTER_ACTIONS]), ...fields, revision },
  {
    additionalProperties: false,
    $id: 'DeadLetterActionRequest',
    examples: [{ kind: 'noted', text: 'Fixed in 0.3.1.', requestId: EXAMPLE_ID }],
  },
);
export type DeadLetterActionRequest = Type.Static<typeof DeadLetterActionRequest>;

export const SelectedActionRequest = Type.Object(
  {
    ids: Type.Array(DeadLetterId, { minItems: 1, maxItems: MAX_SELECTED }),
    kind: Type.Enum([...DEAD_LETTER_ACTIONS]),
    ...fields,
  },
  {
    additionalProperties: false,
    $id: 'SelectedActionRequest',
    examples: [
      { kind: 'held', ids: ['history.1-3-48211'], reason: 'Until 0.3.1 is out.', requestId: EXAMPLE_ID },
    ],
  },
);
export type SelectedActionRequest = Type.Static<typeof SelectedActionRequest>;

export const GroupActionRequest = Type.Object(
  { kind: Type.Enum([...GROUP_ACTIONS]), ...fields, revision },
  {
    additionalProperties: false,
    $id: 'GroupActionRequest',
    examples: [{ kind: 'group-assigned', assignee: 'maria', requestId: EXAMPLE_ID }],
  },
);
export type GroupActionRequest = Type.Static<typeof GroupActionRequest>;

export const DeadLetterActionDone = Type.Object(
  { action: Action, deadLetter: DeadLetterSummary },
  { $id: 'DeadLetterActionDone' },
);
export type DeadLetterActionDone = Type.Static<typeof DeadLetterActionDone>;

export const GroupActionDone = Type.Object(
  { action: Action, group: Type.Pick(DeadLetterGroup, ['assignee', 'ticket', 'note', 'revision']) },
  { $id: 'GroupActionDone' },
);
export type GroupActionDone = Type.Static<typeof GroupActionDone>;

/** `POST /ops/v1/dead-letters/actions`: the outcome for each selected dead letter, in the requested order. */
export const SelectedActionDone = Type.Object(
  {
    done: Type.Integer(),
    refused: Type.Integer(),
    results: Type.Array(
      Type.Object({
        id: DeadLetterId,
        action: Nullable(Action),
        problem: Nullable(Problem),
      }),
    ),
  },
  { $id: 'SelectedActionDone' },
);
export type SelectedActionDone = Type.Static<typeof SelectedActionDone>;
