import type * as TypeBox from 'typebox';

/**
 * The constructors of TypeBox that the schemas here use, with TypeBox's own types. They make the same plain JSON Schemas.
 * TypeBox itself loads 373 files for them: a tenth of a second of each process, and of each thread.
 */
export type { Static, StaticDecode, StaticEncode, TObject, TSchema } from 'typebox';
export {
  array as Array,
  boolean as Boolean,
  codec as Codec,
  enumeration as Enum,
  integer as Integer,
  intersect as Intersect,
  literal as Literal,
  nothing as Null,
  number as Number,
  object as Object,
  omit as Omit,
  optional as Optional,
  partial as Partial,
  pick as Pick,
  record as Record,
  string as String,
  tuple as Tuple,
  union as Union,
  unknown as Unknown,
};

type Members = Readonly<Record<string, object>>;

/** Marks that no JSON shows and no validator reads, under TypeBox's names. */
const OPTIONAL = '~optional';
const CODEC = '~codec';

/** What a codec makes of a validated value, for the handler of a request. */
export type Decode = (value: unknown) => unknown;

/** Undefined if the schema itself, leaving aside its parts, is not a codec. */
export const decodeOf = (schema: object): Decode | undefined =>
  (schema as { [CODEC]?: { decode: Decode } })[CODEC]?.decode;

const marked = (schema: object, mark: string, value: unknown): never => {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema));
  return Object.defineProperty(copy, mark, { value, configurable: true }) as never;
};

const required = (members: Members): { required?: string[] } => {
  const names = Object.keys(members).filter((name) => !(OPTIONAL in members[name]!));
  return names.length > 0 ? { required: names } : {};
};

const objectOf = (members: Members, options?: object) => ({
  type: 'object',
  ...required(members),
  properties: members,
  ...options,
});

/** The same object with other members; its own options are lost, as in TypeBox. */
const withMembers =
  (change: (members: Members, names: readonly string[]) => [name: string, schema: object][]) =>
  (type: object, names: unknown, options?: object): never =>
    objectOf(
      Object.fromEntries(change((type as { properties: Members }).properties, names as readonly string[])),
      options,
    ) as never;

const scalar =
  (type: string) =>
  (options?: object): never =>
    ({ type, ...options }) as never;

const string: typeof TypeBox.String = scalar('string');
const integer: typeof TypeBox.Integer = scalar('integer');
const number: typeof TypeBox.Number = scalar('number');
const boolean: typeof TypeBox.Boolean = scalar('boolean');
const nothing: typeof TypeBox.Null = scalar('null');
const unknown: typeof TypeBox.Unknown = (options) => ({ ...options }) as never;
const literal: typeof TypeBox.Literal = (value, options) =>
  ({ type: typeof value, const: value, ...options }) as never;
const enumeration = ((values: unknown, options?: object) => ({
  enum: values,
  ...options,
})) as unknown as typeof TypeBox.Enum;
const array: typeof TypeBox.Array = (items, options) => ({ type: 'array', items, ...options }) as never;
const tuple: typeof TypeBox.Tuple = (items, options) =>
  ({ type: 'array', additionalItems: false, items, minItems: items.length, ...options }) as never;
const object: typeof TypeBox.Object = (members, options) => objectOf(members as Members, options) as never;
/** Its keys are texts of any kind. */
const record: typeof TypeBox.Record = (_key, value, options) =>
  ({ type: 'object', patternProperties: { '^.*$': value }, ...options }) as never;
const union: typeof TypeBox.Union = (anyOf: unknown, options?: object) => ({ anyOf, ...options }) as never;
const intersect: typeof TypeBox.Intersect = (allOf: unknown, options?: object) =>
  ({ allOf, ...options }) as never;
const optional: typeof TypeBox.Optional = (schema) => marked(schema, OPTIONAL, true);
const codec: typeof TypeBox.Codec = (schema) =>
  ({
    Decode: (decode: Decode) => ({ Encode: (encode: Decode) => marked(schema, CODEC, { decode, encode }) }),
  }) as never;

const pick: typeof TypeBox.Pick = withMembers((members, names) =>
  Object.entries(members).filter(([name]) => names.includes(name)),
);
const omit: typeof TypeBox.Omit = withMembers((members, names) =>
  Object.entries(members).filter(([name]) => !names.includes(name)),
);
const partial: typeof TypeBox.Partial = (type: object, options?: object) =>
  withMembers((members) =>
    Object.entries(members).map(([name, schema]) => [name, optional(schema as never)]),
  )(type, [], options);
