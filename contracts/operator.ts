import Type from 'typebox';

/** `GET /ops/v1/me`: who acts, as the audit trail will name them. */
export const Operator = Type.Object(
  { name: Type.String({ description: 'The name of the operator’s key.' }) },
  { $id: 'Operator' },
);

export type Operator = Type.Static<typeof Operator>;
