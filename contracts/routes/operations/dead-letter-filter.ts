import { Fingerprint } from '../../dead-letters.ts';
import { DEAD_LETTER_STATES } from '../../operation.ts';
import * as Type from '../../type.ts';
import { Instant, SomeOf, UuidParameter, Word } from '../parameters.ts';

/** The filters of dead letters; all given ones must match. */
export const deadLetterFilter = {
  group: Type.Optional(Fingerprint),
  state: SomeOf(DEAD_LETTER_STATES, 'Its state.'),
  consumer: Word('The consumer it failed on.'),
  type: Word('Its event’s type.'),
  class: Word('The class of its newest failure.'),
  code: Word('The code of its newest failure.'),
  from: Type.Optional(Instant('Last failure at or after.')),
  to: Type.Optional(Instant('Last failure before.')),
  aggregate: Word('Its aggregate, such as channel/general.'),
  actor: Word('Who sent its command.'),
  correlationId: Word('Its correlation id.'),
  eventId: Type.Optional(UuidParameter('The id of its event, which is its command’s.')),
  ticket: Word('Its linked ticket.'),
  assignee: Word('Its owner.'),
  q: Word('Words that occur in its error or payload: any text.'),
};

/** The filter as a member of a JSON body. */
export const DeadLetterFilterBody = Type.Object(deadLetterFilter, { additionalProperties: false });

/** The filter as clients write it. */
export type DeadLetterFilterSent = Type.StaticEncode<typeof DeadLetterFilterBody>;
/** The filter as handlers get it. */
export type DeadLetterFilterRead = Type.StaticDecode<typeof DeadLetterFilterBody>;
