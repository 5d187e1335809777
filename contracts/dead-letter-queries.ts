import Type from 'typebox';
import { GROUPINGS } from './dead-letter-groups.ts';
import { FINGERPRINT_PATTERN } from './dead-letters.ts';
import { DEAD_LETTER_STATES } from './operation.ts';

/** The query strings of the operations API's reads. All values are text, and each may stand once. */

const states = DEAD_LETTER_STATES.join('|');
export const Word = (description: string, maxLength = 256) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }));
export const Instant = (description: string) =>
  Type.Optional(
    Type.String({
      pattern:
        '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$',
      description: `${description} A date, or an RFC 3339 time.`,
    }),
  );
export const Limit = Type.Optional(
  Type.String({ pattern: '^[0-9]{1,6}$', description: 'How many at most: a whole number.' }),
);
export const Cursor = Type.Optional(
  Type.String({ maxLength: 1_024, description: '`next` of the page before.' }),
);

const filters = {
  group: Type.Optional(
    Type.String({ pattern: FINGERPRINT_PATTERN, description: 'A fingerprint: 16 hexadecimal digits.' }),
  ),
  state: Type.Optional(
    Type.String({
      pattern: `^(${states})(,(${states})){0,9}$`,
      description: `One or several of ${DEAD_LETTER_STATES.join(', ')}, separated by commas.`,
    }),
  ),
  consumer: Word('The consumer it failed on.'),
  type: Word('Its event’s type.'),
  class: Word('The class of its newest failure.'),
  code: Word('The code of its newest failure.'),
  from: Instant('Failed last at or after.'),
  to: Instant('Failed last before.'),
  aggregate: Word('What it concerns, such as channel/general.'),
  actor: Word('Who sent its command.'),
  correlationId: Word('Its correlation id.'),
  eventId: Word('Its event’s id, which is its command’s.'),
  ticket: Word('The ticket it is linked to.'),
  assignee: Word('Whom it is assigned to.'),
  q: Word('Words that occur in its error or payload: any text.'),
};

export const FilterQuery = Type.Object(filters, { additionalProperties: false });
export type FilterQuery = Type.Static<typeof FilterQuery>;

export const ListQuery = Type.Object(
  {
    ...filters,
    sort: Type.Optional(Type.Enum(['newest', 'oldest'])),
    limit: Limit,
    cursor: Cursor,
  },
  { additionalProperties: false },
);
export type ListQuery = Type.Static<typeof ListQuery>;

export const GroupsQuery = Type.Object(
  { ...filters, by: Type.Optional(Type.Enum([...GROUPINGS])), limit: Limit },
  { additionalProperties: false },
);
export type GroupsQuery = Type.Static<typeof GroupsQuery>;

const actionFilters = {
  actor: Word('Who acted; `waybill` for the pipeline itself.'),
  kind: Word('What was done, such as discarded; several with commas.'),
  target: Type.Optional(Type.Enum(['dead-letter', 'group', 'replay', 'consumer', 'alert', 'sample'])),
  targetId: Word('Which one of those.'),
  entry: Word('A dead letter: acts on it, and replays that concern it.'),
  from: Instant('Done at or after.'),
  to: Instant('Done before.'),
};

export const ActionsQuery = Type.Object(
  { ...actionFilters, limit: Limit, cursor: Cursor },
  { additionalProperties: false },
);
export type ActionsQuery = Type.Static<typeof ActionsQuery>;

export const ActionsExportQuery = Type.Object(actionFilters, { additionalProperties: false });
export type ActionsExportQuery = Type.Static<typeof ActionsExportQuery>;
