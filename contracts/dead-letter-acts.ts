import Type from 'typebox';
import { Act, DeadLetterId, DeadLetterSummary } from './dead-letters.ts';
import { Problem } from './problem.ts';
import { Nullable, Uuid } from './schemas.ts';

/** The acts an operator may do on one dead letter. A replay has a resource of its own. */
export const ENTRY_ACTS = [
  'noted',
  'assigned',
  'ticket-linked',
  'held',
  'released',
  'discarded',
  'restored',
] as const;
export const GROUP_ACTS = ['group-noted', 'group-assigned', 'group-ticket-linked'] as const;

const MAX_SELECTED = 500;

const fields = {
  requestId: Uuid('Made by the client, one for each intent: sent again it does nothing more.'),
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 4_000, description: 'Of a note.' })),
  assignee: Type.Optional(
    Nullable(
      Type.String({ minLength: 1, maxLength: 128, description: 'Null takes it from whoever has it.' }),
    ),
  ),
  ticket: Type.Optional(
    Nullable(Type.String({ minLength: 1, maxLength: 256, description: 'Null unlinks it.' })),
  ),
  reason: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1_000, description: 'Why. A discard must have one.' }),
  ),
};
const revision = Type.Optional(
  Type.Integer({
    minimum: 0,
    description: 'The revision the act was decided on: refused with 409 when somebody has acted since.',
  }),
);

export const EntryActRequest = Type.Object(
  { kind: Type.Enum([...ENTRY_ACTS]), ...fields, revision },
  { additionalProperties: false, $id: 'EntryActRequest' },
);
export type EntryActRequest = Type.Static<typeof EntryActRequest>;

export const SelectedActRequest = Type.Object(
  {
    ids: Type.Array(DeadLetterId, { minItems: 1, maxItems: MAX_SELECTED }),
    kind: Type.Enum([...ENTRY_ACTS]),
    ...fields,
  },
  { additionalProperties: false, $id: 'SelectedActRequest' },
);
export type SelectedActRequest = Type.Static<typeof SelectedActRequest>;

export const GroupActRequest = Type.Object(
  { kind: Type.Enum([...GROUP_ACTS]), ...fields, revision },
  { additionalProperties: false, $id: 'GroupActRequest' },
);
export type GroupActRequest = Type.Static<typeof GroupActRequest>;

export const EntryActDone = Type.Object({ act: Act, deadLetter: DeadLetterSummary }, { $id: 'EntryActDone' });
export type EntryActDone = Type.Static<typeof EntryActDone>;

/** `POST /ops/v1/dead-letters/acts`: what became of each of the selected, in their order. */
export const SelectedActDone = Type.Object(
  {
    done: Type.Integer(),
    refused: Type.Integer(),
    results: Type.Array(
      Type.Object({
        id: DeadLetterId,
        act: Nullable(Act),
        problem: Nullable(Problem),
      }),
    ),
  },
  { $id: 'SelectedActDone' },
);
export type SelectedActDone = Type.Static<typeof SelectedActDone>;
