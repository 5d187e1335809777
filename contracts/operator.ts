import Type from 'typebox';

/** `GET /ops/v1/me`: the caller, as the audit log names them. */
export const Operator = Type.Object(
  { name: Type.String({ description: 'The name of the operator’s key.' }) },
  { $id: 'Operator' },
);

export type Operator = Type.Static<typeof Operator>;
