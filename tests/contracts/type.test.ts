import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as TypeBox from 'typebox';
import * as Type from '../../contracts/type.ts';

type Constructors = Pick<typeof Type, Exclude<keyof typeof Type, 'decodeOf'>>;

/** One use of each constructor. */
const schemas = (of: Constructors) => {
  const text = of.String({ minLength: 1 });
  const entry = of.Object(
    { name: text, count: of.Optional(of.Integer({ minimum: 0 })), rate: of.Number() },
    { $id: 'Entry', additionalProperties: false },
  );
  return {
    entry,
    text,
    optional: of.Object({ at: of.Optional(text) }),
    array: of.Array(entry, { maxItems: 3 }),
    tuple: of.Tuple([of.Integer(), of.Boolean()]),
    enum: of.Enum(['a', 'b'], { description: 'Which.' }),
    literals: [of.Literal('a', { description: 'A.' }), of.Literal(1), of.Literal(false)],
    union: of.Union([text, of.Null()], { $id: 'Text' }),
    record: of.Record(of.String(), of.Unknown({ description: 'Any.' }), { maxProperties: 2 }),
    intersect: of.Intersect([of.Object({ a: text }), of.Object({ b: text })]),
    pick: of.Pick(entry, ['rate', 'count']),
    omit: of.Omit(entry, ['rate'], { description: 'Less.' }),
    partial: of.Partial(entry, { additionalProperties: false }),
    codec: of
      .Codec(text)
      .Decode((value) => value.length)
      .Encode(String),
    optionalCodec: of.Object({
      at: of.Optional(
        of
          .Codec(text)
          .Decode((value) => value.length)
          .Encode(String),
      ),
    }),
  };
};

test('each constructor makes the JSON Schema that TypeBox makes', () => {
  const [ours, theirs] = [schemas(Type), schemas(TypeBox as unknown as Constructors)];
  for (const [name, schema] of Object.entries(ours))
    assert.equal(JSON.stringify(schema), JSON.stringify(theirs[name as keyof typeof theirs]), name);
});

test('an optional codec is still a codec, and no JSON shows it', () => {
  const { codec, optionalCodec } = schemas(Type);
  for (const schema of [codec, optionalCodec.properties.at]) assert.equal(Type.decodeOf(schema)?.('four'), 4);
  assert.deepEqual(Object.keys(optionalCodec.properties.at), ['type', 'minLength']);
  assert.equal('required' in optionalCodec, false);
});
