import Type from 'typebox';
import { IndexCurrency } from './dead-letters.ts';
import { Nullable, Timestamp } from './schemas.ts';

/** The operations API's view of the time line of the pipeline. */

export const CHANGE_KINDS = [
  'process-started',
  'process-stopped',
  'process-silent',
  'log-away',
  'circuit-opened',
  'circuit-closed',
  'epoch-begun',
  'stream-lost',
  'consumer-status',
] as const;

const Word = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 256, description }));
const kinds = CHANGE_KINDS.join('|');

export const ChangesQuery = Type.Object(
  {
    kind: Type.Optional(
      Type.String({
        pattern: `^(${kinds})(,(${kinds})){0,9}$`,
        description: `One or several of ${CHANGE_KINDS.join(', ')}, separated by commas.`,
      }),
    ),
    stream: Word('The stream of the consumer.'),
    consumer: Word('The consumer.'),
    projection: Word('The projection.'),
    process: Word('The process: `<host>:<pid>`.'),
    from: Word('At or after: a date, or an RFC 3339 time.'),
    to: Word('Before.'),
    limit: Type.Optional(
      Type.String({ pattern: '^[0-9]{1,6}$', description: 'At most 500; 50 by default.' }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 1_024, description: '`next` of the page before.' })),
  },
  { additionalProperties: false },
);
export type ChangesQuery = Type.Static<typeof ChangesQuery>;

/** One change; what goes with its kind stands beside these, as `contracts/pipeline-change.ts` has it. */
export const Change = Type.Intersect(
  [
    Type.Object({
      sequence: Type.Integer(),
      id: Type.String(),
      at: Timestamp('When it was.'),
      kind: Type.Enum([...CHANGE_KINDS]),
    }),
    Type.Record(Type.String(), Type.Unknown()),
  ],
  { $id: 'PipelineChange' },
);

/** `GET /ops/v1/changes`. */
export const ChangeList = Type.Object(
  {
    changes: Type.Array(Change, { description: 'The newest first.' }),
    next: Nullable(Type.String({ description: 'The cursor of the next page.' })),
    index: IndexCurrency,
  },
  { $id: 'ChangeList' },
);
export type ChangeList = Type.Static<typeof ChangeList>;
