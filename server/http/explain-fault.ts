import { NOT_BLANK, trimmed } from '../../contracts/blank.ts';
import { COMMAND_ID_PATTERN } from '../../contracts/command-id.ts';
import { countOf } from '../../contracts/words/count.ts';
import type { MemberNames } from './misnamed-members.ts';

/** The parts of a validator's error that this service reads. The validator adds the value and the schema around the keyword. */
export interface SchemaFault {
  keyword: string;
  instancePath: string;
  schemaPath: string;
  params: Record<string, unknown>;
  data?: unknown;
  schema?: unknown;
  parentSchema?: MemberNames & { description?: string };
}

const TYPES: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

const typesIn = (type: unknown): string =>
  [type]
    .flat()
    .map((each) => TYPES[String(each)] ?? String(each))
    .join(' or ');

const oneOf = (values: unknown): string => `one of ${(values as unknown[]).join(', ')}`;

const limitOf = ({ params }: SchemaFault): number => Number(params.limit);

/** A pattern says nothing to people: the description of its schema does. */
const described = ({ parentSchema }: SchemaFault): string =>
  `must match its description: ${parentSchema?.description}`;

const FORMATS: Record<string, string> = {
  instant: 'must be a date, or an RFC 3339 time with a zone',
  position: 'must be a position, such as 1-2-48211',
};

/** What is wrong, by keyword of JSON Schema, as the rest of a sentence that begins with the field. */
export const explanations: Readonly<Record<string, (fault: SchemaFault) => string>> = {
  type: ({ params }) => `must be ${typesIn(params.type)}`,
  enum: ({ params }) => `must be ${oneOf(params.allowedValues)}`,
  minimum: (fault) => `must be at least ${limitOf(fault)}`,
  maximum: (fault) => `must be at most ${limitOf(fault)}`,
  minLength: (fault) => atLeast(limitOf(fault), 'character'),
  maxLength: (fault) => `must have at most ${countOf(limitOf(fault), 'character')}`,
  minItems: (fault) => atLeast(limitOf(fault), 'item'),
  maxItems: (fault) => `must have at most ${countOf(limitOf(fault), 'item')}`,
  uniqueItems: () => 'must not have the same item twice',
  // The only schema with this keyword is the one of a route without a body.
  maxProperties: () => 'must be empty',
  format: (fault) => FORMATS[String(fault.params.format)] ?? described(fault),
  pattern(fault) {
    if (fault.params.pattern === COMMAND_ID_PATTERN) return 'must be a UUID';
    if (fault.params.pattern !== NOT_BLANK) return described(fault);
    return trimmed(String(fault.data)) === '' ? 'must not be blank' : 'must not have an unpaired surrogate';
  },
  anyOf: ({ schema }) => `must be ${alternatives((schema as AnySchema[]).map(shapeOf))}`,
};

const atLeast = (limit: number, noun: string): string =>
  limit === 1 ? 'must not be empty' : `must have at least ${countOf(limit, noun)}`;

const alternatives = (all: string[]): string =>
  all.length < 3 ? all.join(' or ') : `${all.slice(0, -1).join(', ')}, or ${all.at(-1)}`;

interface AnySchema extends MemberNames {
  type?: unknown;
  enum?: unknown[];
}

/** One alternative, as the end of a sentence: `an object with sequence`. */
function shapeOf({ type, enum: values, required = [] }: AnySchema): string {
  if (values) return oneOf(values);
  const members = required.map((name) => `\`${name}\``).join(' and ');
  return members === '' ? typesIn(type) : `an object with ${members}`;
}
