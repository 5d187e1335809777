import Type from 'typebox';
import { COMMAND_ID_PATTERN } from './command-id.ts';
import { Cursor, Instant, Limit, Word } from './dead-letter-queries.ts';
import { TRACE_STATES } from './traces.ts';

const states = TRACE_STATES.join('|');

export const TraceSearchQuery = Type.Object(
  {
    correlationId: Word('Its correlation id.'),
    correlationPrefix: Word('How its correlation id begins.'),
    command: Type.Optional(
      Type.String({ pattern: COMMAND_ID_PATTERN, description: 'Its id: also of one older than the ledger.' }),
    ),
    aggregate: Word('What it concerns, such as channel/general.'),
    actor: Word('Who sent it.'),
    type: Word('Its event’s type.'),
    state: Type.Optional(
      Type.String({
        pattern: `^(${states})(,(${states})){0,5}$`,
        description: `One or several of ${TRACE_STATES.join(', ')}, separated by commas.`,
      }),
    ),
    failed: Type.Optional(
      Type.Enum(['true'], {
        description: 'Those on which an attempt failed, and that were not replaced since.',
      }),
    ),
    from: Instant('Stored at or after.'),
    to: Instant('Stored before.'),
    sort: Type.Optional(Type.Enum(['newest', 'oldest', 'slowest'])),
    limit: Limit,
    cursor: Cursor,
  },
  { additionalProperties: false },
);
export type TraceSearchQuery = Type.Static<typeof TraceSearchQuery>;

export const TraceQuery = Type.Object(
  {
    command: Type.Optional(
      Type.String({ pattern: COMMAND_ID_PATTERN, description: 'One command of it, also past the ledger.' }),
    ),
    limit: Limit,
    cursor: Cursor,
  },
  { additionalProperties: false },
);
export type TraceQuery = Type.Static<typeof TraceQuery>;
